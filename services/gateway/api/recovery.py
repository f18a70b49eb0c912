"""Back in through the cell, another user name, and who holds which role: `identity`."""

from __future__ import annotations

from fastapi import APIRouter, Request

from services.gateway.api.shapes import Answer, Body, RepeatKey
from services.gateway.asking import Ask, AskOpenly
from services.gateway.sessions import spend_attempt

router = APIRouter(tags=["identity"])
SERVICE = "identity"


class RecoveryAsked(Body):
    username: str
    device_lost: bool = False


class Recovery(Body):
    device_lost: bool


class NewUsername(Body):
    username: str
    current: str


class RoleEnd(Body):
    reason: str


@router.post("/session/recovery")
async def ask_recovery(body: RecoveryAsked, request: Request, ask: AskOpenly) -> Answer:
    await spend_attempt(request, body.username)
    return await ask(SERVICE, "ask_recovery", **body.fields())


@router.put("/me/username")
async def change_username(body: NewUsername, ask: Ask) -> Answer:
    return await ask(SERVICE, "change_username", **body.fields())


@router.get("/recoveries")
async def recovery_requests(ask: Ask, organisation_path: str) -> Answer:
    return await ask(SERVICE, "recovery_requests", organisation_path=organisation_path)


@router.post("/members/{member_id}/recovery")
async def recover_member(member_id: str, body: Recovery, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "recover_member", member_id=member_id, **body.fields())


@router.delete("/members/{member_id}/recovery")
async def dismiss_recovery(member_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "dismiss_recovery", member_id=member_id)


@router.get("/roles")
async def list_roles(ask: Ask, organisation_path: str) -> Answer:
    return await ask(SERVICE, "list_roles", organisation_path=organisation_path)


@router.post("/roles/{grant_id}/end")
async def end_role(grant_id: str, body: RoleEnd, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "end_role", grant_id=grant_id, **body.fields())
