"""Passkeys: `identity`. What a browser's `navigator.credentials` takes and gives is passed through as it is."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request

from services.gateway.api.shapes import Answer, Body, RepeatKey
from services.gateway.asking import Ask, AskOpenly
from services.gateway.sessions import spend_attempt

router = APIRouter(tags=["identity"])
SERVICE = "identity"


class PasskeyLogIn(Body):
    credential: dict[str, Any]
    keep: bool = False
    device: str = ""


class PasskeyProof(Body):
    current: str | None = None


class NewPasskey(Body):
    credential: dict[str, Any]
    name: str


@router.get("/session/ways")
async def ways_to_sign_in(ask: AskOpenly) -> Answer:
    return await ask(SERVICE, "ways_to_sign_in")


@router.post("/session/passkey-options")
async def begin_passkey_log_in(request: Request, ask: AskOpenly) -> Answer:
    await spend_attempt(request, None)
    return await ask(SERVICE, "begin_passkey_log_in")


@router.post("/session/passkey")
async def log_in_with_passkey(body: PasskeyLogIn, request: Request, ask: AskOpenly) -> Answer:
    await spend_attempt(request, None)
    return await ask(SERVICE, "log_in_with_passkey", **_with_text(body))


@router.get("/me/passkeys")
async def my_passkeys(ask: Ask) -> Answer:
    return await ask(SERVICE, "my_passkeys")


@router.post("/me/passkeys/options")
async def begin_passkey(body: PasskeyProof, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "begin_passkey", **body.fields())


@router.post("/me/passkeys", status_code=201)
async def add_passkey(body: NewPasskey, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "add_passkey", **_with_text(body))


@router.delete("/me/passkeys/{passkey_id}")
async def remove_passkey(passkey_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "remove_passkey", passkey_id=passkey_id)


def _with_text(body: PasskeyLogIn | NewPasskey) -> dict[str, Any]:
    fields = body.fields()
    return fields | {"credential": json.dumps(fields["credential"])}
