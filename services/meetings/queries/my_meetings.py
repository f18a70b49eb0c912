"""The meetings of the own cell, a page at a time: those to come and running, or those that were."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from services.meetings.queries.views import my_state
from services.meetings.rules.errors import CursorUnreadable
from services.meetings.store import attendance, meetings
from services.meetings.store.meetings import Meeting
from shared.security import helpers_may
from shared.usecase import Context, Cursor, Request

PAGE = 20


class MyMeetings(Request):
    upcoming: bool = True
    cursor: Cursor | None = None


class MeetingLine(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    version: int
    title: str
    kind: str
    state: str
    starts_at: datetime
    place: str
    my_attendance: str


class MeetingPage(msgspec.Struct, frozen=True):
    items: list[MeetingLine]
    next_cursor: str | None


@helpers_may("see_meetings")
def my_meetings(query: MyMeetings, ctx: Context) -> MeetingPage:
    after = _read(query.cursor) if query.cursor else None
    found = meetings.page(ctx.actor.cell_path, upcoming=query.upcoming, now=ctx.now, after=after, size=PAGE + 1)
    shown = found[:PAGE]
    mine = attendance.of_member(ctx.actor.member_id, (meeting.id for meeting in shown))
    items = [_line(meeting, my_state(meeting, mine.get(meeting.id))) for meeting in shown]
    return MeetingPage(items, _write(shown[-1]) if len(found) > PAGE else None)


def _line(meeting: Meeting, attending: str) -> MeetingLine:
    return MeetingLine(
        id=meeting.id,
        version=meeting.version,
        title=meeting.title,
        kind=meeting.kind,
        state=meeting.state,
        starts_at=meeting.starts_at,
        place=meeting.place,
        my_attendance=attending,
    )


def _write(meeting: Meeting) -> str:
    return f"{round(meeting.starts_at.timestamp() * 1000)}_{meeting.id}"


def _read(cursor: str) -> tuple[datetime, str]:
    moment, _, meeting_id = cursor.partition("_")
    try:
        return datetime.fromtimestamp(int(moment) / 1000, UTC), meeting_id
    except (ValueError, OverflowError, OSError):
        raise CursorUnreadable from None
