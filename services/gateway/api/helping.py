"""Who helps whom: `identity`. Acting in a member's stead is done on the web pages only, where the bar stands."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, Day, RepeatKey
from services.gateway.asking import Ask

router = APIRouter(tags=["identity"])
SERVICE = "identity"


class HelperAsked(Body):
    helper: str
    deeds: list[str]
    valid_until: Day


class HelperAppointed(Body):
    helper_id: str
    deeds: list[str]
    valid_until: Day
    member_present: bool


@router.get("/me/helpers")
async def my_helpers(ask: Ask) -> Answer:
    return await ask(SERVICE, "my_helpers")


@router.post("/me/helpers", status_code=201)
async def ask_helper(body: HelperAsked, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "ask_helper", **body.fields())


@router.get("/me/helped")
async def whom_i_help(ask: Ask) -> Answer:
    return await ask(SERVICE, "whom_i_help")


@router.post("/delegations/{delegation_id}/agreement")
async def agree_to_help(delegation_id: str, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "agree_to_help", delegation_id=delegation_id)


@router.delete("/delegations/{delegation_id}")
async def end_delegation(delegation_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "end_delegation", delegation_id=delegation_id)


@router.get("/members/{member_id}/helpers")
async def helpers_of_member(member_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "helpers_of_member", member_id=member_id)


@router.post("/members/{member_id}/helpers", status_code=201)
async def appoint_helper(member_id: str, body: HelperAppointed, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "appoint_helper", member_id=member_id, **body.fields())
