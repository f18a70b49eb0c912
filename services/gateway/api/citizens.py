"""Citizens' light accounts: `identity`. What a citizen reads is asked at the same addresses as a member's."""

from __future__ import annotations

from fastapi import APIRouter, Request

from services.gateway.api.shapes import Answer, Body
from services.gateway.asking import Ask, AskOpenly
from services.gateway.sessions import spend_attempt

router = APIRouter(tags=["identity"])
SERVICE = "identity"


class CitizenCodeRequest(Body):
    phone: str


class CitizenEntry(Body):
    phone: str
    code: str
    full_name: str | None = None
    consent: bool = False
    keep: bool = False
    device: str = ""


@router.post("/session/citizen-code-request")
async def request_citizen_code(body: CitizenCodeRequest, request: Request, ask: AskOpenly) -> Answer:
    await spend_attempt(request, body.phone)
    return await ask(SERVICE, "request_citizen_code", **body.fields())


@router.post("/session/citizen")
async def enter_as_citizen(body: CitizenEntry, request: Request, ask: AskOpenly) -> Answer:
    await spend_attempt(request, body.phone)
    return await ask(SERVICE, "enter_as_citizen", **body.fields())


@router.get("/citizen")
async def my_citizen_account(ask: Ask) -> Answer:
    return await ask(SERVICE, "my_citizen_account")


@router.delete("/citizen")
async def leave_as_citizen(ask: Ask) -> Answer:
    return await ask(SERVICE, "leave_as_citizen")
