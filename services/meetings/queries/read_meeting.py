"""One meeting of the own cell with its votes and the reader's own attendance. Nobody else's is in it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.meetings.queries.views import VoteView, my_state, vote_view
from services.meetings.rules.calling import Reminder
from services.meetings.rules.permissions import is_secretary
from services.meetings.store import attendance, meetings, votes
from services.meetings.usecases.reminding import reminders_of
from shared.usecase import Context, Id, Request


class ReadMeeting(Request):
    meeting_id: Id


class MeetingView(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    version: int
    cell_path: str
    title: str
    kind: str
    state: str
    starts_at: datetime
    planned_minutes: int | None
    place: str
    agenda: list[str]
    moved_from: datetime | None
    """The time it was called for before it was moved to another."""
    change_reason: str | None
    opened_at: datetime | None
    closed_at: datetime | None
    present: int | None
    expected: int | None
    my_attendance: str
    my_reason: str | None
    i_lead: bool
    warnings: list[Reminder]
    """For the secretary, until he opens it."""
    votes: list[VoteView]


def read_meeting(query: ReadMeeting, ctx: Context) -> MeetingView:
    me = ctx.actor
    meeting = meetings.get(query.meeting_id, me.cell_path)
    row = attendance.find(meeting.id, me.member_id)
    held = votes.of_meeting(meeting.id)
    ballots = votes.ballots_of(me.member_id, (vote.id for vote in held))
    i_lead = is_secretary(me, meeting.cell_path)
    return MeetingView(
        id=meeting.id,
        version=meeting.version,
        cell_path=meeting.cell_path,
        title=meeting.title,
        kind=meeting.kind,
        state=meeting.state,
        starts_at=meeting.starts_at,
        planned_minutes=meeting.planned_minutes,
        place=meeting.place,
        agenda=list(meeting.agenda),
        moved_from=meeting.moved_from,
        change_reason=meeting.change_reason,
        opened_at=meeting.opened_at,
        closed_at=meeting.closed_at,
        present=meeting.present,
        expected=meeting.expected,
        my_attendance=my_state(meeting, row),
        my_reason=row.reason if row else None,
        i_lead=i_lead,
        warnings=reminders_of(meeting) if i_lead and meeting.state == "called" else [],
        votes=[vote_view(vote, ballots.get(vote.id)) for vote in held],
    )
