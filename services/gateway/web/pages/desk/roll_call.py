"""Điểm danh tại chỗ: the secretary enters members who have no app, on the meeting's page."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, fields_of
from services.gateway.web.pages.desk.meetings import shown
from services.gateway.web.visit import DeskVisitor, done

router = APIRouter(prefix="/desk/meetings/{meeting_id}/attendance")


@router.post("/{member_id}")
async def mark(meeting_id: str, member_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask(
            "meetings", "mark_attendance", meeting_id=meeting_id, member_id=member_id, state=fields.text("state"),
            reason=fields.optional("reason"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await shown(visit, meeting_id, error)
    return done(f"/desk/meetings/{meeting_id}", "attendance_marked", at=f"member-{member_id}")
