"""Categories of articles and the calendar of anniversaries: `content`."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from services.gateway.api.shapes import Answer, Body, Day, RepeatKey
from services.gateway.asking import Ask, AskOpenly

router = APIRouter(tags=["content"])
SERVICE = "content"
CategoryUse = Literal["menu", "home", "office", "meetings"]


class NewCategory(Body):
    """`uses`: where it is shown: above the news, on the home page, at the desks, beside a meeting's month."""

    name: str
    summary: str = ""
    uses: list[CategoryUse] = []


class ChangedCategory(NewCategory):
    version: int


class CategoryMove(Body):
    version: int
    to: Literal["up", "down"]


class CategoryRetirement(Body):
    version: int
    retired: bool


class NewAnniversary(Body):
    """`days`: of a lunar day, the solar one of each year. `since`: from which year on years are counted."""

    name: str
    calendar: Literal["solar", "lunar"]
    day: int
    month: int
    days: list[Day] = []
    since: int | None = None
    concerns: str = ""
    suggestion: str = ""


class ChangedAnniversary(NewAnniversary):
    version: int
    retired: bool = False


@router.get("/categories")
async def list_categories(ask: Ask) -> Answer:
    """In order; retired ones too, because articles keep them."""
    return await ask(SERVICE, "list_categories")


@router.get("/public/categories")
async def list_open_categories(ask: AskOpenly) -> Answer:
    """Without a token: of what is open to everybody."""
    return await ask(SERVICE, "list_open_categories")


@router.get("/desk/categories")
async def list_desk_categories(ask: Ask) -> Answer:
    return await ask(SERVICE, "list_desk_categories")


@router.post("/desk/categories", status_code=201)
async def add_category(body: NewCategory, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "add_category", **body.fields())


@router.put("/desk/categories/{category_id}")
async def change_category(category_id: str, body: ChangedCategory, ask: Ask) -> Answer:
    return await ask(SERVICE, "change_category", category_id=category_id, **body.fields())


@router.post("/desk/categories/{category_id}/move")
async def move_category(category_id: str, body: CategoryMove, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "move_category", category_id=category_id, **body.fields())


@router.post("/desk/categories/{category_id}/retire")
async def retire_category(category_id: str, body: CategoryRetirement, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "retire_category", category_id=category_id, **body.fields())


@router.get("/anniversaries")
async def anniversaries_of_month(
    ask: Ask, year: Annotated[int, Query(ge=1900, le=2999)], month: Annotated[int, Query(ge=1, le=12)]
) -> Answer:
    return await ask(SERVICE, "anniversaries_of_month", year=year, month=month)


@router.get("/anniversaries/coming")
async def coming_anniversaries(ask: Ask) -> Answer:
    """Of the next thirty days."""
    return await ask(SERVICE, "coming_anniversaries")


@router.get("/desk/anniversaries")
async def list_desk_anniversaries(ask: Ask) -> Answer:
    return await ask(SERVICE, "list_desk_anniversaries")


@router.post("/desk/anniversaries", status_code=201)
async def add_anniversary(body: NewAnniversary, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "add_anniversary", **body.fields())


@router.put("/desk/anniversaries/{anniversary_id}")
async def change_anniversary(anniversary_id: str, body: ChangedAnniversary, ask: Ask) -> Answer:
    return await ask(SERVICE, "change_anniversary", anniversary_id=anniversary_id, **body.fields())
