"""Sinh hoạt chi bộ: my meetings; one meeting with confirming, checking in and voting."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.visit import Visit, Visitor, done
from shared.errors import AppError

router = APIRouter()
LABELS = {"reason": "Lý do vắng mặt", "choice": "Ý kiến biểu quyết"}


@router.get("/meetings")
async def meetings(visit: Visitor, cursor: str | None = None) -> Response:
    parts = await visit.parts(
        upcoming=visit.ask("meetings", "my_meetings", upcoming=True),
        past=visit.ask("meetings", "my_meetings", upcoming=False, cursor=cursor),
    )
    return visit.page("meetings.html", **parts)


@router.get("/meetings/{meeting_id}")
async def meeting(meeting_id: str, visit: Visitor) -> Response:
    return await _shown(visit, meeting_id)


@router.post("/meetings/{meeting_id}/confirmation")
async def confirm(meeting_id: str, request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    coming = fields.text("coming") == "yes"
    try:
        await visit.ask(
            "meetings", "confirm_attendance", meeting_id=meeting_id, coming=coming,
            reason=None if coming else fields.optional("reason"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _shown(visit, meeting_id, error)
    return done(f"/meetings/{meeting_id}", "coming" if coming else "excused")


@router.post("/meetings/{meeting_id}/check-in")
async def check_in(meeting_id: str, visit: Visitor) -> Response:
    try:
        await visit.ask("meetings", "check_in", meeting_id=meeting_id)
    except CORRECTABLE as error:
        return await _shown(visit, meeting_id, error)
    return done(f"/meetings/{meeting_id}", "checked_in")


@router.post("/meetings/{meeting_id}/votes/{vote_id}")
async def cast(meeting_id: str, vote_id: str, request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask("meetings", "cast_vote", vote_id=vote_id, choice=fields.text("choice"))
    except CORRECTABLE as error:
        return await _shown(visit, meeting_id, error)
    return done(f"/meetings/{meeting_id}", "vote_cast")


async def _shown(visit: Visit, meeting_id: str, error: AppError | None = None) -> Response:
    shown = await visit.ask("meetings", "read_meeting", meeting_id=meeting_id)
    errors = complaints(error, LABELS) if error else {}
    return visit.page("meeting.html", status=422 if error else 200, meeting=shown, errors=errors, labels=LABELS)
