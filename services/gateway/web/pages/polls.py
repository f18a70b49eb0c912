"""Lấy ý kiến: the polls put to me, one answer each, and the totals where they may be shown."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.visit import Visit, Visitor, done
from shared.errors import AppError

router = APIRouter()
LABELS = {"option": "Câu trả lời"}


@router.get("/polls")
async def polls(visit: Visitor) -> Response:
    return visit.page("polls.html", found=await visit.ask("feedback", "my_polls"))


@router.get("/polls/{poll_id}")
async def poll(poll_id: str, visit: Visitor) -> Response:
    return await _shown(visit, poll_id)


@router.post("/polls/{poll_id}/answers")
async def answer(poll_id: str, request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask("feedback", "answer_poll", poll_id=poll_id, option=fields.integer("option"))
    except CORRECTABLE as error:
        return await _shown(visit, poll_id, error)
    return done(f"/polls/{poll_id}", "poll_answered")


async def _shown(visit: Visit, poll_id: str, error: AppError | None = None) -> Response:
    shown = await visit.ask("feedback", "read_poll", poll_id=poll_id)
    errors = complaints(error, LABELS) if error else {}
    return visit.page("poll.html", status=422 if error else 200, poll=shown, errors=errors, labels=LABELS)
