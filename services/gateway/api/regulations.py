"""The operating regulations of the committees and their acceptance: `content`."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, RepeatKey
from services.gateway.asking import Ask

router = APIRouter(tags=["content"])
SERVICE = "content"


class NamedRegulation(Body):
    """`version`: 0 where none was named yet; without `document_id` there is none from now on."""

    path: str
    version: int
    document_id: str | None = None


class AcceptedVersion(Body):
    """Of what was read."""

    document_id: str
    revision: int


@router.get("/regulations")
async def my_regulations(ask: Ask, texts: bool = False) -> Answer:
    """Of the committees above the caller's cell, the nearest first."""
    return await ask(SERVICE, "my_regulations", texts=texts or None)


@router.get("/duties")
async def my_duties(ask: Ask) -> Answer:
    """Directives to acknowledge or open, regulations to accept."""
    return await ask(SERVICE, "my_duties")


@router.post("/regulations/{regulation_id}/accept")
async def accept_regulation(regulation_id: str, body: AcceptedVersion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "accept_regulation", regulation_id=regulation_id, **body.fields())


@router.get("/desk/regulations")
async def list_desk_regulations(ask: Ask, path: str | None = None) -> Answer:
    return await ask(SERVICE, "list_desk_regulations", path=path)


@router.get("/desk/regulations/{regulation_id}/numbers")
async def regulation_numbers(regulation_id: str, ask: Ask, under: str | None = None) -> Answer:
    return await ask(SERVICE, "regulation_numbers", regulation_id=regulation_id, under=under)


@router.get("/desk/regulations/{regulation_id}/people")
async def regulation_people(regulation_id: str, cell_path: str, ask: Ask) -> Answer:
    """For the cell's own secretary."""
    return await ask(SERVICE, "regulation_people", regulation_id=regulation_id, cell_path=cell_path)


@router.post("/regulations")
async def name_regulation(body: NamedRegulation, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "name_regulation", **body.fields())
