"""Notices and directives of the committees, with their receipts: `content`. What rings in the app is in `notices`."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, Cursor, Day, RepeatKey
from services.gateway.asking import Ask

router = APIRouter(tags=["content"])
SERVICE = "content"


class DirectiveLink(Body):
    """`kind`: article or document."""

    kind: str
    id: str


class NewDirective(Body):
    """`kind`: notice or directive; `from_path`: the organisation that speaks, `issuer` its name; `roles` empty: for
    every member of the audience; `deadline`: of the acknowledgement."""

    kind: str
    from_path: str
    issuer: str
    title: str
    text: str
    audience: str
    roles: list[str] = []
    link: DirectiveLink | None = None
    acknowledge: bool = False
    deadline: Day | None = None


class DirectiveCorrection(Body):
    version: int
    title: str
    text: str
    reason: str
    deadline: Day | None = None


class DirectiveWithdrawal(Body):
    version: int
    reason: str


class Acknowledgement(Body):
    """`edition`: of the text that was read."""

    edition: int


@router.get("/directives")
async def my_notices(ask: Ask) -> Answer:
    """What is meant for me, what waits first."""
    return await ask(SERVICE, "my_notices")


@router.post("/directives/{notice_id}/open")
async def open_notice(notice_id: str, ask: Ask, _key: RepeatKey = None) -> Answer:
    """Its text; opening it is noted as the caller's receipt."""
    return await ask(SERVICE, "open_notice", notice_id=notice_id)


@router.post("/directives/{notice_id}/acknowledge")
async def acknowledge_notice(notice_id: str, body: Acknowledgement, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "acknowledge_notice", notice_id=notice_id, **body.fields())


@router.get("/desk/directives")
async def list_desk_notices(ask: Ask, cursor: Cursor = None) -> Answer:
    return await ask(SERVICE, "list_desk_notices", cursor=cursor)


@router.get("/desk/directives/{notice_id}")
async def read_desk_notice(notice_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "read_desk_notice", notice_id=notice_id)


@router.get("/desk/directives/{notice_id}/numbers")
async def notice_numbers(notice_id: str, ask: Ask, under: str | None = None) -> Answer:
    """Of the organisations directly under the path `under`; without it, under the topmost that one may see."""
    return await ask(SERVICE, "notice_numbers", notice_id=notice_id, under=under)


@router.get("/desk/directives/{notice_id}/people")
async def notice_people(notice_id: str, cell_path: str, ask: Ask) -> Answer:
    """For the cell's own secretary."""
    return await ask(SERVICE, "notice_people", notice_id=notice_id, cell_path=cell_path)


@router.post("/directives", status_code=201)
async def send_notice(body: NewDirective, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "send_notice", **body.fields())


@router.post("/directives/{notice_id}/correct")
async def correct_notice(notice_id: str, body: DirectiveCorrection, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "correct_notice", notice_id=notice_id, **body.fields())


@router.post("/directives/{notice_id}/withdraw")
async def withdraw_notice(notice_id: str, body: DirectiveWithdrawal, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "withdraw_notice", notice_id=notice_id, **body.fields())
