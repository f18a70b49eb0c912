"""Lấy ý kiến: opening a poll for a subtree, watching the totals, closing it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor, Visit, done

router = APIRouter(prefix="/desk/polls")
LABELS = {
    "question": "Câu hỏi",
    "options": "Các phương án",
    "audience": "Phạm vi lấy ý kiến",
    "closes_at": "Ngày kết thúc",
}


@router.get("")
async def polls(visit: DeskVisitor) -> Response:
    return visit.page("desk/polls.html", found=await visit.ask("feedback", "my_polls"))


@router.get("/new")
async def new(visit: DeskVisitor) -> Response:
    return await _form(visit)


@router.post("")
async def open_poll(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("question", "options", "closes_at")
        poll = await visit.ask(
            "feedback", "open_poll", question=fields.text("question"), options=fields.lines("options"),
            audience=fields.text("audience"), closes_at=fields.local_time("closes_at", "closes_clock"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _form(visit, 422, given=fields.shown(), errors=complaints(error, LABELS))
    return done(f"/desk/polls/{poll['id']}", "poll_opened")


@router.get("/{poll_id}")
async def poll(poll_id: str, visit: DeskVisitor) -> Response:
    return visit.page("desk/poll.html", poll=await visit.ask("feedback", "read_poll", poll_id=poll_id))


@router.post("/{poll_id}/close")
async def close(poll_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    await visit.ask("feedback", "close_poll", poll_id=poll_id, version=fields.integer("version"))
    return done(f"/desk/polls/{poll_id}", "poll_closed")


async def _form(visit: Visit, status: int = 200, **view: Any) -> Response:
    choices = await audiences(visit, {"committee_officer", "administrator"})
    return visit.page("desk/poll_new.html", status=status, labels=LABELS, audiences=choices, **view)
