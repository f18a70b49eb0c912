"""The tree of organisations, and decisions that change it: `identity`."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, Day, RepeatKey
from services.gateway.asking import Ask

router = APIRouter(tags=["organisations"])
SERVICE = "identity"


class Wish(Body):
    """`change`: rename, move, merge, dissolve, found, split."""

    change: str
    organisation_id: str
    effective_on: Day
    number: str
    signed_on: Day
    issued_by: str
    other_id: str = ""
    name: str = ""
    kind: str | None = None
    member_ids: list[str] = []
    reason: str = ""


class Contacts(Body):
    address: str = ""
    phone: str = ""
    email: str = ""


class ElectedSeat(Body):
    member_id: str
    post: str


class Election(Body):
    elected_on: Day
    approved_by: str
    seats: list[ElectedSeat]
    ends_on: Day | None = None


class SeatEnd(Body):
    ended_on: Day
    reason: str


@router.get("/organisation-tree")
async def organisation_tree(ask: Ask, on: Day | None = None) -> Answer:
    return await ask(SERVICE, "organisation_tree", on=on.isoformat() if on else None)


@router.get("/organisations/{organisation_id}")
async def read_organisation(organisation_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "read_organisation", organisation_id=organisation_id)


@router.put("/organisations/{organisation_id}/contacts")
async def note_organisation_contacts(organisation_id: str, body: Contacts, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "note_organisation_contacts", organisation_id=organisation_id, **body.fields())


@router.post("/organisation-changes/preview")
async def preview_organisation_change(body: Wish, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "preview_organisation_change", **body.fields())


@router.post("/organisation-changes", status_code=201)
async def change_organisation(body: Wish, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "change_organisation", **body.fields())


@router.delete("/organisation-changes/{change_id}")
async def withdraw_organisation_change(change_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "withdraw_organisation_change", change_id=change_id)


@router.get("/organisations/{organisation_id}/committees")
async def list_committees(organisation_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "list_committees", organisation_id=organisation_id)


@router.post("/organisations/{organisation_id}/committees", status_code=201)
async def elect_committee(organisation_id: str, body: Election, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "elect_committee", organisation_id=organisation_id, **body.fields())


@router.post("/committees/{committee_id}/seats/{member_id}/end")
async def end_committee_seat(
    committee_id: str, member_id: str, body: SeatEnd, ask: Ask, _key: RepeatKey = None
) -> Answer:
    return await ask(SERVICE, "end_committee_seat", committee_id=committee_id, member_id=member_id, **body.fields())
