"""The half-yearly check of a cell's list: `identity`."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, RepeatKey
from services.gateway.asking import Ask

router = APIRouter(tags=["records"], prefix="/cells/{cell_id}/list-check")
above = APIRouter(tags=["records"], prefix="/organisations/{organisation_id}/list-checks")
SERVICE = "identity"


class Said(Body):
    """`half`: year and 1 or 2, as "2026-2". `outcome`: matches, or what differs."""

    half: str
    outcome: str
    note: str = ""


class Rest(Body):
    half: str
    confirmed: int


class OnPaper(Body):
    """Somebody who is on the list on paper only."""

    half: str
    full_name: str
    card_number: str = ""
    note: str = ""


class Removal(Body):
    half: str


class Correction(Body):
    """`member_id`: of the closed list; without it, the list as a whole."""

    half: str
    correction: str
    reason: str
    member_id: str | None = None


class Closing(Body):
    """`shown`: ids of who was on the list that was confirmed; `version`: as it was read with it."""

    half: str
    shown: list[str]
    version: int


@above.get("")
async def list_checks_below(organisation_id: str, ask: Ask, half: str | None = None) -> Answer:
    """Numbers of cells; without `half` of this one."""
    return await ask(SERVICE, "list_checks_below", organisation_id=organisation_id, half=half)


@router.get("")
async def read_list_check(cell_id: str, ask: Ask, half: str | None = None) -> Answer:
    """Without `half` the one that is to be done first; a closed one as it was closed."""
    return await ask(SERVICE, "read_list_check", cell_id=cell_id, half=half)


@router.post("/members/{member_id}")
async def answer_list_check(cell_id: str, member_id: str, body: Said, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "answer_list_check", cell_id=cell_id, member_id=member_id, **body.fields())


@router.post("/rest")
async def confirm_rest_of_list(cell_id: str, body: Rest, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "confirm_rest_of_list", cell_id=cell_id, **body.fields())


@router.post("/close")
async def close_list_check(cell_id: str, body: Closing, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "close_list_check", cell_id=cell_id, **body.fields())


@router.post("/paper-people")
async def note_paper_person(cell_id: str, body: OnPaper, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "note_paper_person", cell_id=cell_id, **body.fields())


@router.post("/paper-people/{person_id}/remove")
async def remove_paper_person(cell_id: str, person_id: str, body: Removal, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "remove_paper_person", cell_id=cell_id, person_id=person_id, **body.fields())


@router.post("/corrections")
async def correct_closed_list(cell_id: str, body: Correction, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "correct_closed_list", cell_id=cell_id, **body.fields())
