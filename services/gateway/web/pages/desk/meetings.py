"""Cuộc họp: the secretary calls a meeting, sees who comes, opens and closes it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.formats import moment
from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.visit import DeskVisitor, Part, Visit, done
from shared import clock
from shared.errors import AppError, Unavailable

router = APIRouter(prefix="/desk/meetings")
NAMES_AT_ONCE = 500
LABELS = {
    "title": "Nội dung sinh hoạt",
    "kind": "Hình thức",
    "starts_at": "Ngày họp",
    "planned_minutes": "Thời lượng",
    "place": "Địa điểm",
    "agenda": "Chương trình",
}
CHANGE_LABELS = {
    "starts_at": "Thời gian mới",
    "place": "Địa điểm",
    "reason": "Lý do",
    "cancel_reason": "Lý do hủy",
}
EARLY = timedelta(hours=1)
"""Longer before the time of the invitation a meeting is hardly meant to begin: the secretary is asked once more."""


@router.get("")
async def meetings(visit: DeskVisitor) -> Response:
    parts = await visit.parts(
        upcoming=visit.ask("meetings", "my_meetings", upcoming=True),
        past=visit.ask("meetings", "my_meetings", upcoming=False),
    )
    return visit.page("desk/meetings.html", **parts)


@router.get("/new")
async def new(visit: DeskVisitor) -> Response:
    return visit.page("desk/meeting_new.html", labels=LABELS)


@router.post("")
async def call(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("title", "starts_at", "place", "agenda")
        meeting = await visit.ask(
            "meetings", "schedule_meeting", title=fields.text("title"), kind=fields.text("kind"),
            starts_at=fields.local_time("starts_at", "starts_clock"), place=fields.text("place"),
            agenda=fields.lines("agenda"),
            planned_minutes=fields.integer("planned_minutes") if fields.optional("planned_minutes") else None,
        )  # fmt: skip
    except CORRECTABLE as error:
        return visit.page(
            "desk/meeting_new.html", status=422, labels=LABELS, given=fields.shown(), errors=complaints(error, LABELS)
        )
    return done(f"/desk/meetings/{meeting['id']}", "meeting_called")


@router.get("/{meeting_id}")
async def meeting(meeting_id: str, visit: DeskVisitor, cursor: str | None = None) -> Response:
    return await shown(visit, meeting_id, cursor=cursor)


@router.post("/{meeting_id}/open")
async def open_meeting(meeting_id: str, request: Request, visit: DeskVisitor) -> Response:
    return await _change(visit, request, meeting_id, "open_meeting", "meeting_opened")


@router.post("/{meeting_id}/close")
async def close_meeting(meeting_id: str, request: Request, visit: DeskVisitor) -> Response:
    return await _change(visit, request, meeting_id, "close_meeting", "meeting_closed")


@router.post("/{meeting_id}/move")
async def move_meeting(meeting_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("starts_at", "place", "reason")
        await visit.ask(
            "meetings", "move_meeting", meeting_id=meeting_id, version=fields.integer("version"),
            starts_at=fields.local_time("starts_at", "starts_clock"), place=fields.text("place"),
            reason=fields.text("reason"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await shown(visit, meeting_id, error, changing="move", given=fields.shown())
    return done(f"/desk/meetings/{meeting_id}", "meeting_moved")


@router.post("/{meeting_id}/cancel")
async def cancel_meeting(meeting_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("cancel_reason")
        await visit.ask(
            "meetings", "cancel_meeting", meeting_id=meeting_id, version=fields.integer("version"),
            reason=fields.text("cancel_reason"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await shown(visit, meeting_id, error, changing="cancel", given=fields.shown())
    return done(f"/desk/meetings/{meeting_id}", "meeting_cancelled")


async def _change(visit: Visit, request: Request, meeting_id: str, method: str, key: str) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask("meetings", method, meeting_id=meeting_id, version=fields.integer("version"))
    except CORRECTABLE as error:
        return await shown(visit, meeting_id, error)
    return done(f"/desk/meetings/{meeting_id}", key)


async def shown(
    visit: Visit,
    meeting_id: str,
    error: AppError | None = None,
    cursor: str | None = None,
    *,
    changing: str = "",
    given: dict[str, Any] | None = None,
) -> Response:
    """`changing`: the form that was refused, "move" or "cancel", with what was `given` in it."""
    meeting, attendance = await asyncio.gather(
        visit.ask("meetings", "read_meeting", meeting_id=meeting_id),
        visit.ask("meetings", "attendance", meeting_id=meeting_id, cursor=cursor),
    )
    waiting = await _waiting(visit, meeting)
    labels = CHANGE_LABELS if changing else {"question": "Nội dung biểu quyết"}
    starts_at = moment(meeting["starts_at"])
    early = starts_at is not None and clock.now() < starts_at - EARLY
    if given is None and starts_at is not None:
        given = {"starts_at": f"{starts_at:%Y-%m-%d}", "starts_clock": f"{starts_at:%H:%M}", "place": meeting["place"]}
    names = await _names(visit, attendance, *waiting.values())
    for listed in (attendance, *waiting.values()):
        listed["rows"] = by_name(listed["rows"], names)
    return visit.page(
        "desk/meeting.html", status=422 if error else 200, meeting=meeting, attendance=attendance, waiting=waiting,
        names=names, labels=labels, errors=complaints(error, labels) if error else {}, early=early, changing=changing,
        month=f"{starts_at:%Y-%m}" if starts_at else "",
        given=given or {},
    )  # fmt: skip


def by_name(rows: list[dict[str, Any]], names: Part) -> list[dict[str, Any]]:
    """In the order of a Vietnamese list, which is that in which identity tells the names; the unnamed come last."""
    place = {member_id: number for number, member_id in enumerate(names.value)}
    return sorted(rows, key=lambda row: place.get(row["member_id"], len(place)))


async def _waiting(visit: Visit, meeting: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """{open vote: who has not voted}"""
    votes = [vote["id"] for vote in meeting["votes"] if vote["state"] == "open"]
    answers = await asyncio.gather(*(visit.ask("meetings", "waiting_voters", vote_id=vote) for vote in votes))
    return dict(zip(votes, answers, strict=True))


async def _names(visit: Visit, *lists: dict[str, Any]) -> Part:
    """Without names, while identity is away, the lists are still of use; nobody is entered by a number."""
    ids = list(dict.fromkeys(row["member_id"] for shown in lists for row in shown["rows"]))
    try:
        return Part((await visit.ask("identity", "names", member_ids=ids[:NAMES_AT_ONCE]))["items"] if ids else {})
    except Unavailable:
        return Part({}, away=True)
