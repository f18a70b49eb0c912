"""Biểu quyết công khai, on the meeting's page: the secretary opens and closes it and records raised cards."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, fields_of
from services.gateway.web.pages.desk.meetings import shown
from services.gateway.web.visit import DeskVisitor, done

router = APIRouter(prefix="/desk/meetings/{meeting_id}/votes")


@router.post("")
async def open_vote(meeting_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask("meetings", "open_vote", meeting_id=meeting_id, question=fields.text("question"))
    except CORRECTABLE as error:
        return await shown(visit, meeting_id, error)
    return done(f"/desk/meetings/{meeting_id}", "vote_opened")


@router.post("/{vote_id}/close")
async def close_vote(meeting_id: str, vote_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask("meetings", "close_vote", vote_id=vote_id, version=fields.integer("version"))
    except CORRECTABLE as error:
        return await shown(visit, meeting_id, error)
    return done(f"/desk/meetings/{meeting_id}", "vote_closed")


@router.post("/{vote_id}/hand-votes/{member_id}")
async def record_hand_vote(
    meeting_id: str, vote_id: str, member_id: str, request: Request, visit: DeskVisitor
) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask(
            "meetings", "record_hand_vote", vote_id=vote_id, member_id=member_id, choice=fields.text("choice")
        )
    except CORRECTABLE as error:
        return await shown(visit, meeting_id, error)
    return done(f"/desk/meetings/{meeting_id}", "hand_vote_recorded", at=f"vote-{vote_id}")
