"""Hồ sơ của tôi: the whole own record, what was changed in it, and asking for a correction, a section at a time."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.record_forms import beside, drawn, labels_of, typed
from services.gateway.web.visit import Visit, Visitor, done
from shared.errors import AppError, NotFound, TooMany

router = APIRouter(prefix="/me/record")


@router.get("")
async def my_record(visit: Visitor) -> Response:
    return await _mine(visit)


@router.post("/questions/{problem_id}")
async def answer(problem_id: str, request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("answer")
        await visit.ask("identity", "answer_question", problem_id=problem_id, answer=fields.text("answer"))
    except (*CORRECTABLE, NotFound) as error:
        return await _mine(visit, " ".join(error.details.values()) or error.message)
    return done("/me/record", "question_told", at="questions")


@router.get("/history")
async def history(visit: Visitor, cursor: str | None = None) -> Response:
    return visit.page("my_record_history.html", found=await visit.ask("identity", "read_member_history", cursor=cursor))


@router.get("/correction")
async def correction(visit: Visitor, section: str = "person") -> Response:
    return _form(visit, await _section(visit, section))


@router.post("/correction")
async def request_correction(request: Request, visit: Visitor, section: str = "person") -> Response:
    fields = await fields_of(request)
    shown = await _section(visit, section)
    try:
        fields.demand("reason")
        changes = typed(fields, shown["fields"])
        await visit.ask("identity", "request_correction", changes=changes, reason=fields.text("reason"))
    except (*CORRECTABLE, TooMany) as error:
        return _form(visit, shown, error, fields.shown())
    return done("/me/record", "correction_requested", at="requests")


async def _mine(visit: Visit, refused: str = "") -> Response:
    return visit.page(
        "my_record.html", status=422 if refused else 200, mine=await visit.ask("identity", "my_record"),
        errors={"": refused} if refused else {},
    )  # fmt: skip


async def _section(visit: Visit, name: str) -> dict[str, Any]:
    mine = await visit.ask("identity", "my_record")
    for section in mine["sections"]:
        if section["name"] == name:
            found: dict[str, Any] = section
            return found
    raise NotFound


def _form(
    visit: Visit, section: dict[str, Any], error: AppError | None = None, given: dict[str, Any] | None = None
) -> Response:
    fields = [field for field in section["fields"] if not field["name"].startswith("status")]
    labels = labels_of(fields)
    if error is not None:
        error = type(error)(error.message, details=beside(error.details))
    return visit.page(
        "my_correction.html", status=422 if error else 200, section=section, fields=fields, labels=labels,
        given=given or drawn(fields), errors=complaints(error, labels) if error else {},
    )  # fmt: skip
