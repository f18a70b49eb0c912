"""Cell meetings, attendance, open votes: `meetings`."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, Cursor, RepeatKey
from services.gateway.asking import Ask

router = APIRouter(tags=["meetings"])
SERVICE = "meetings"


class MeetingCall(Body):
    title: str
    starts_at: str
    place: str
    agenda: list[str]
    kind: str
    planned_minutes: int | None = None


class MeetingVersion(Body):
    version: int


class MeetingMove(MeetingVersion):
    starts_at: str
    place: str
    reason: str


class MeetingCancellation(MeetingVersion):
    reason: str


class Confirmation(Body):
    coming: bool
    reason: str | None = None


class Mark(Body):
    state: Literal["present", "absent_with_reason", "absent_without_reason"]
    reason: str | None = None


class VoteQuestion(Body):
    question: str


class VoteChoice(Body):
    choice: Literal["agree", "disagree", "abstain"]


class HandVote(VoteChoice):
    member_id: str


@router.get("/meetings")
async def my_meetings(ask: Ask, upcoming: bool = True, cursor: Cursor = None) -> Answer:
    return await ask(SERVICE, "my_meetings", upcoming=upcoming, cursor=cursor)


@router.get("/meetings/{meeting_id}")
async def read_meeting(meeting_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "read_meeting", meeting_id=meeting_id)


@router.post("/meetings", status_code=201)
async def schedule_meeting(body: MeetingCall, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "schedule_meeting", **body.fields())


@router.post("/meetings/{meeting_id}/move")
async def move_meeting(meeting_id: str, body: MeetingMove, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "move_meeting", meeting_id=meeting_id, **body.fields())


@router.post("/meetings/{meeting_id}/cancel")
async def cancel_meeting(meeting_id: str, body: MeetingCancellation, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "cancel_meeting", meeting_id=meeting_id, **body.fields())


@router.post("/meetings/{meeting_id}/open")
async def open_meeting(meeting_id: str, body: MeetingVersion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "open_meeting", meeting_id=meeting_id, **body.fields())


@router.post("/meetings/{meeting_id}/close")
async def close_meeting(meeting_id: str, body: MeetingVersion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "close_meeting", meeting_id=meeting_id, **body.fields())


@router.post("/meetings/{meeting_id}/confirmation")
async def confirm_attendance(meeting_id: str, body: Confirmation, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "confirm_attendance", meeting_id=meeting_id, **body.fields())


@router.post("/meetings/{meeting_id}/check-in")
async def check_in(meeting_id: str, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "check_in", meeting_id=meeting_id)


@router.get("/meetings/{meeting_id}/attendance")
async def attendance(meeting_id: str, ask: Ask, cursor: Cursor = None) -> Answer:
    return await ask(SERVICE, "attendance", meeting_id=meeting_id, cursor=cursor)


@router.post("/meetings/{meeting_id}/attendance/{member_id}")
async def mark_attendance(meeting_id: str, member_id: str, body: Mark, ask: Ask, _key: RepeatKey = None) -> Answer:
    """By the secretary, for a member without the app."""
    return await ask(SERVICE, "mark_attendance", meeting_id=meeting_id, member_id=member_id, **body.fields())


@router.post("/meetings/{meeting_id}/votes", status_code=201)
async def open_vote(meeting_id: str, body: VoteQuestion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "open_vote", meeting_id=meeting_id, **body.fields())


@router.post("/votes/{vote_id}/ballots", status_code=201)
async def cast_vote(vote_id: str, body: VoteChoice, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "cast_vote", vote_id=vote_id, **body.fields())


@router.post("/votes/{vote_id}/hand-votes", status_code=201)
async def record_hand_vote(vote_id: str, body: HandVote, ask: Ask, _key: RepeatKey = None) -> Answer:
    """By the secretary: the raised card of a member in the room who has no phone."""
    return await ask(SERVICE, "record_hand_vote", vote_id=vote_id, **body.fields())


@router.get("/votes/{vote_id}/waiting-voters")
async def waiting_voters(vote_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "waiting_voters", vote_id=vote_id)


@router.post("/votes/{vote_id}/close")
async def close_vote(vote_id: str, body: MeetingVersion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "close_vote", vote_id=vote_id, **body.fields())


@router.get("/votes/{vote_id}")
async def vote_result(vote_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "vote_result", vote_id=vote_id)
