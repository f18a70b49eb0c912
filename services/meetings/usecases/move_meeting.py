"""What was called is moved to another time or place: storms, funerals and harvests do that to meetings. Members are
told at once, and asked anew where the time is another one."""

from __future__ import annotations

from typing import Any

from services.meetings.rules import calling
from services.meetings.rules.errors import NothingMoved
from services.meetings.store import attendance
from services.meetings.store.meetings import Meeting
from services.meetings.usecases.changing_call import ChangedCall, ChangeOfCall, call_to_change, changed_call
from services.meetings.usecases.policy_in_use import policy
from services.meetings.usecases.schedule_meeting import Moment
from services.meetings.usecases.trail import leave_trail
from shared.contracts.meetings import MeetingMoved
from shared.outbox import change
from shared.store import in_transaction
from shared.usecase import Context, Line


class MoveMeeting(ChangeOfCall):
    starts_at: Moment
    place: Line


def move_meeting(command: MoveMeeting, ctx: Context) -> ChangedCall:
    """Raises StartsInThePast, StartsTooFarAhead, NothingMoved."""
    meeting = call_to_change(command, ctx, place=command.place)
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

    return changed_call(in_transaction(work))
