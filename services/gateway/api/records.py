"""A member's record: read by section, corrected, its history, and corrections that members ask for: `identity`."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, Cursor, RepeatKey
from services.gateway.asking import Ask

router = APIRouter(tags=["records"])
SERVICE = "identity"


class Wish(Body):
    changes: dict[str, str]
    reason: str


class RecordCorrection(Wish):
    version: int


class Decision(Body):
    accept: bool
    note: str = ""


@router.get("/me/record")
async def my_record(ask: Ask) -> Answer:
    return await ask(SERVICE, "my_record")


@router.get("/me/record/history")
async def my_record_history(ask: Ask, cursor: Cursor = None) -> Answer:
    return await ask(SERVICE, "read_member_history", cursor=cursor)


@router.post("/me/record/corrections", status_code=201)
async def request_correction(body: Wish, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "request_correction", **body.fields())


@router.get("/members/{member_id}/record")
async def read_member_record(member_id: str, ask: Ask, section: str | None = None) -> Answer:
    return await ask(SERVICE, "read_member_record", member_id=member_id, section=section)


@router.put("/members/{member_id}/record")
async def correct_member_record(member_id: str, body: RecordCorrection, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "correct_member_record", member_id=member_id, **body.fields())


@router.get("/members/{member_id}/record/history")
async def read_member_history(member_id: str, ask: Ask, cursor: Cursor = None) -> Answer:
    return await ask(SERVICE, "read_member_history", member_id=member_id, cursor=cursor)


@router.get("/corrections")
async def list_corrections(ask: Ask, organisation_path: str, cursor: Cursor = None) -> Answer:
    return await ask(SERVICE, "list_corrections", organisation_path=organisation_path, cursor=cursor)


@router.post("/corrections/{correction_id}/decision")
async def decide_correction(correction_id: str, body: Decision, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "decide_correction", correction_id=correction_id, **body.fields())
