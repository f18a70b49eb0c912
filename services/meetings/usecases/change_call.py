"""What was called is moved or cancelled: storms, funerals and harvests do that to meetings. Members are told at once,
and asked anew where the time is another one; the reason is for all of the cell to read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from services.meetings.rules import calling
from services.meetings.rules.attendance import check_still_called
from services.meetings.rules.calling import Reminder
from services.meetings.rules.errors import NothingMoved
from services.meetings.rules.permissions import require_secretary
from services.meetings.store import attendance, meetings
from services.meetings.store.meetings import Meeting
from services.meetings.usecases.policy_in_use import policy
from services.meetings.usecases.reminding import reminders_of
from services.meetings.usecases.schedule_meeting import Moment
from services.meetings.usecases.trail import leave_trail
from shared.contracts.meetings import MeetingCancelled, MeetingMoved
from shared.outbox import ChangedByAnother, change
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Line, Request, Version


class MoveMeeting(Request):
    meeting_id: Id
    version: Version
    starts_at: Moment
    place: Line
    reason: Line


class CancelMeeting(Request):
    meeting_id: Id
    version: Version
    reason: Line


class ChangedCall(msgspec.Struct, frozen=True):
    id: str
    version: int
    state: str
    starts_at: datetime
    warnings: list[Reminder]


def move_meeting(command: MoveMeeting, ctx: Context) -> ChangedCall:
    """Raises StartsInThePast, StartsTooFarAhead, NothingMoved; ChangedByAnother where it was moved meanwhile."""
    meeting = _to_change(command, ctx, place=command.place)
    new_time = command.starts_at != meeting.starts_at
    if new_time:
        calling.check_start(command.starts_at, ctx.now, policy())
    elif command.place == meeting.place:
        raise NothingMoved
    event = MeetingMoved(
        meeting_id=meeting.id,
        cell_path=meeting.cell_path,
        title=meeting.title,
        place=command.place,
        starts_at=command.starts_at,
        was_at=meeting.starts_at,
    )
    update: dict[str, Any] = {"set__place": command.place, "set__change_reason": command.reason}
    if new_time:
        update |= {"set__starts_at": command.starts_at, "set__moved_from": meeting.starts_at, "set__moved_at": ctx.now}

    def work() -> Meeting:
        leave_trail("meeting_moved", ctx, meeting.id, meeting.cell_path)
        if new_time:
            attendance.forget_answers(meeting.id)
        return change(meeting, event, **update)

    return _told(in_transaction(work))


def cancel_meeting(command: CancelMeeting, ctx: Context) -> ChangedCall:
    meeting = _to_change(command, ctx)
    event = MeetingCancelled(
        meeting_id=meeting.id, cell_path=meeting.cell_path, title=meeting.title, starts_at=meeting.starts_at
    )

    def work() -> Meeting:
        leave_trail("meeting_cancelled", ctx, meeting.id, meeting.cell_path)
        attendance.seal(meeting.id)  # nobody answers any more
        return change(
            meeting, event, set__state="cancelled", set__cancelled_at=ctx.now, set__change_reason=command.reason
        )

    return _told(in_transaction(work))


def _to_change(command: MoveMeeting | CancelMeeting, ctx: Context, **texts: str) -> Meeting:
    meeting = meetings.get(command.meeting_id, ctx.actor.cell_path)
    require_secretary(ctx.actor, meeting.cell_path)
    check_still_called(meeting.state)
    if meeting.version != command.version:
        raise ChangedByAnother
    refuse_secrets({"reason": command.reason, **texts}, ctx.actor, meeting.cell_path, ctx.now)
    return meeting


def _told(meeting: Meeting) -> ChangedCall:
    warnings = reminders_of(meeting) if meeting.state == "called" else []
    return ChangedCall(meeting.id, meeting.version, meeting.state, meeting.starts_at, warnings)
