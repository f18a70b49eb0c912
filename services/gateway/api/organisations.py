"""The tree of organisations, and decisions that change it: `identity`."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, RepeatKey
from services.gateway.asking import Ask

router = APIRouter(tags=["organisations"])
SERVICE = "identity"


class Wish(Body):
    """Dates as YYYY-MM-DD. `change`: rename, move, merge, dissolve, found, split."""

    change: str
    organisation_id: str
    effective_on: str
    number: str
    signed_on: str
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


@router.get("/organisation-tree")
async def organisation_tree(ask: Ask, on: str | None = None) -> Answer:
    return await ask(SERVICE, "organisation_tree", on=on)


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
