"""A member of the cell is here. One write to the own row; a second tap gets the first one's answer."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.meetings.rules.attendance import check_check_in
from services.meetings.store import meetings
from services.meetings.store.attendance import Attendance
from services.meetings.usecases.mark_attendance import entered
from services.meetings.usecases.policy_in_use import policy
from services.meetings.usecases.roll_row import Step, change_own_row
from shared.contracts.meetings import MemberCheckedIn
from shared.usecase import Context, Id, Request


class CheckIn(Request):
    meeting_id: Id


class CheckedIn(msgspec.Struct, frozen=True):
    meeting_id: str
    checked_in_at: datetime


def check_in(command: CheckIn, ctx: Context) -> CheckedIn:
    meeting = meetings.get(command.meeting_id, ctx.actor.cell_path)
    check_check_in(meeting.state, meeting.opened_at, meeting.cell_id, ctx.now, policy())

    def decide(row: Attendance) -> Step | None:
        if row.checked_in_at is not None:
            # Entered by the secretary before: told already, and from now on the member's own word.
            return Step({"set__by_hand": False}) if row.by_hand else None
        event = MemberCheckedIn(meeting_id=meeting.id, cell_path=meeting.cell_path, member_id=row.member_id)
        return Step(entered(ctx, by_hand=False), (event,))

    row = change_own_row(meeting, ctx.actor.member_id, decide)
    return CheckedIn(meeting.id, row.checked_in_at)
