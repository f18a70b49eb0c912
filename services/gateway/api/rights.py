"""A member's rights over the own data, and the office's side of them: `identity`, and each service for its own part."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, RepeatKey
from services.gateway.asking import Ask
from services.gateway.own_data import gathered

router = APIRouter(tags=["rights"])
SERVICE = "identity"


class DataRequest(Body):
    kind: str
    text: str = ""


class Reply(Body):
    reply: str


class Extension(Body):
    days: int
    reason: str


class Ending(Reply):
    outcome: str


class BreachEntry(Body):
    path: str
    detected_at: datetime
    what_happened: str
    data_kinds: list[str]
    persons_affected: int | None = None
    measures: str = ""


class BreachNote(Body):
    text: str
    persons_affected: int | None = None


class BreachReport(Body):
    needed: bool
    reference: str


@router.get("/me/data")
async def my_data(ask: Ask) -> Answer:
    return await gathered(ask)


@router.get("/me/data-requests")
async def my_data_requests(ask: Ask) -> Answer:
    return await ask(SERVICE, "my_data_requests")


@router.post("/me/data-requests", status_code=201)
async def ask_about_my_data(body: DataRequest, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "ask_about_my_data", **body.fields())


@router.delete("/me/data-requests/{request_id}")
async def take_back_data_request(request_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "take_back_data_request", request_id=request_id)


@router.get("/desk/data-requests")
async def list_data_requests(ask: Ask, under_way: bool = True) -> Answer:
    return await ask(SERVICE, "list_data_requests", under_way=under_way)


@router.get("/desk/data-requests/{request_id}")
async def read_data_request(request_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "read_data_request", request_id=request_id)


@router.post("/desk/data-requests/{request_id}/answer")
async def answer_data_request(request_id: str, body: Reply, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "answer_data_request", request_id=request_id, **body.fields())


@router.post("/desk/data-requests/{request_id}/extend")
async def extend_data_request(request_id: str, body: Extension, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "extend_data_request", request_id=request_id, **body.fields())


@router.post("/desk/data-requests/{request_id}/end")
async def end_data_request(request_id: str, body: Ending, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "end_data_request", request_id=request_id, **body.fields())


@router.get("/desk/breaches")
async def list_breaches(ask: Ask) -> Answer:
    return await ask(SERVICE, "list_breaches")


@router.get("/desk/breaches/{breach_id}")
async def read_breach(breach_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "read_breach", breach_id=breach_id)


@router.post("/desk/breaches", status_code=201)
async def record_breach(body: BreachEntry, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "record_breach", **body.fields())


@router.post("/desk/breaches/{breach_id}/notes")
async def note_on_breach(breach_id: str, body: BreachNote, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "note_on_breach", breach_id=breach_id, **body.fields())


@router.post("/desk/breaches/{breach_id}/report")
async def report_breach(breach_id: str, body: BreachReport, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "report_breach", breach_id=breach_id, **body.fields())


@router.post("/desk/breaches/{breach_id}/close")
async def close_breach(breach_id: str, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "close_breach", breach_id=breach_id)
