"""The secretary closes the meeting: the roll is sealed and counted in one transaction with the change of state, so that
the numbers told are those of the rows, and nobody is entered after them."""

from __future__ import annotations

import msgspec

from services.meetings.rules import attendance as roll_call
from services.meetings.rules import calling
from services.meetings.rules.calling import Reminder
from services.meetings.rules.errors import MeetingNotOpen, VotesStillOpen
from services.meetings.rules.permissions import require_secretary
from services.meetings.store import attendance, meetings
from services.meetings.store.meetings import Meeting
from services.meetings.usecases.policy_in_use import policy, roll_is_called_in
from services.meetings.usecases.trail import leave_trail
from shared.contracts.meetings import MeetingClosed
from shared.outbox import ChangedByAnother, change
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version


class CloseMeeting(Request):
    meeting_id: Id
    version: Version


class ClosedMeeting(msgspec.Struct, frozen=True):
    id: str
    version: int
    state: str
    present: int
    expected: int
    rate: float | None
    warnings: list[Reminder]


def close_meeting(command: CloseMeeting, ctx: Context) -> ClosedMeeting:
    meeting = meetings.get(command.meeting_id, ctx.actor.cell_path)
    require_secretary(ctx.actor, meeting.cell_path)
    return in_transaction(lambda: _close(command, ctx))


def _close(command: CloseMeeting, ctx: Context) -> ClosedMeeting:
    # Read again inside: a vote opened or a row added beside this transaction must collide with it.
    meeting = meetings.get(command.meeting_id, ctx.actor.cell_path)
    _check(meeting, command.version)
    attendance.seal(meeting.id)
    roll = attendance.of_meeting(meeting.id)
    called = roll_is_called_in(meeting.cell_id)
    counted = roll_call.turnout([row.entry for row in roll], "closed", called=called)
    event = MeetingClosed(
        meeting_id=meeting.id, cell_path=meeting.cell_path, present=counted.present, expected=counted.expected
    )
    leave_trail("meeting_closed", ctx, meeting.id, meeting.cell_path)
    closed = change(
        meeting,
        event,
        set__state="closed",
        set__closed_at=ctx.now,
        set__present=counted.present,
        set__expected=counted.expected,
    )
    return ClosedMeeting(
        closed.id,
        closed.version,
        closed.state,
        counted.present,
        counted.expected,
        counted.rate,
        _reminders(closed, len(roll)),
    )


def _check(meeting: Meeting, version: int) -> None:
    roll_call.check_not_over(meeting.state)
    if meeting.state == "called":
        raise MeetingNotOpen
    if meeting.votes_open:
        raise VotesStillOpen
    if meeting.version != version:
        raise ChangedByAnother


def _reminders(meeting: Meeting, members: int) -> list[Reminder]:
    minutes = int((meeting.closed_at - meeting.opened_at).total_seconds() // 60)
    return calling.too_short(meeting.kind, minutes, members, policy())
