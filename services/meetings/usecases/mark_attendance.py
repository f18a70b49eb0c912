"""The secretary enters a member who has no app as present or absent, and may correct that until he closes the meeting.

The row and the line of the audit trail are written together. Against a check-in or the close of the meeting it races as
every change of a row does: on the row's version. One who checks in after he was entered as absent is present.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from services.meetings.rules.attendance import check_roll_call, state_of
from services.meetings.rules.errors import MemberNotOnTheRoll, NotOnTheRoll
from services.meetings.rules.marking import Mark, check_mark
from services.meetings.rules.permissions import require_secretary
from services.meetings.store import meetings
from services.meetings.store.attendance import Attendance
from services.meetings.store.meetings import Meeting
from services.meetings.usecases.policy_in_use import policy
from services.meetings.usecases.roll_row import Step, change_row, write_row
from services.meetings.usecases.trail import leave_trail
from shared.contracts.meetings import MemberCheckedIn
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class MarkAttendance(Request):
    meeting_id: Id
    member_id: Id
    state: Mark
    reason: Annotated[str, Meta(max_length=500)] | None = None
    """Of an absence with a reason; without it the one that the member gave himself stays."""


class MarkedAttendance(msgspec.Struct, frozen=True):
    meeting_id: str
    member_id: str
    state: str


def mark_attendance(command: MarkAttendance, ctx: Context) -> MarkedAttendance:
    meeting = meetings.get(command.meeting_id, ctx.actor.cell_path)
    require_secretary(ctx.actor, meeting.cell_path)
    check_roll_call(meeting.state, meeting.cell_id, policy())

    def write(row: Attendance, step: Step) -> Attendance:
        def work() -> Attendance:
            leave_trail(
                "attendance_marked", ctx, meeting.id, meeting.cell_path, about=[row.member_id],
                member=row.member_id, state=command.state,
            )  # fmt: skip
            return write_row(row, step)

        return in_transaction(work)

    try:
        row = change_row(meeting, command.member_id, lambda row: _decide(command, meeting, row, ctx), write)
    except NotOnTheRoll:
        raise MemberNotOnTheRoll from None
    return MarkedAttendance(meeting.id, row.member_id, state_of(row.entry, "open"))


def _decide(command: MarkAttendance, meeting: Meeting, row: Attendance, ctx: Context) -> Step | None:
    check_mark(row.entry, command.state)
    if command.state == "present":
        if row.checked_in_at is not None:
            return None
        event = MemberCheckedIn(
            meeting_id=meeting.id, cell_path=meeting.cell_path, member_id=row.member_id, by_hand=True
        )
        return Step(entered(ctx, by_hand=True), (event,))
    reason = command.reason if command.state == "absent_with_reason" else None
    if (row.checked_in_at, row.absence, row.absence_reason) == (None, command.state, reason):
        return None
    return Step(
        {
            "set__checked_in_at": None,
            "set__by_hand": False,
            "set__absence": command.state,
            "set__absence_reason": reason,
        }
    )


def entered(ctx: Context, *, by_hand: bool) -> dict[str, object]:
    """The update that makes a row a present one."""
    return {
        "set__checked_in_at": ctx.now,
        "set__by_hand": by_hand,
        "set__absence": None,
        "set__absence_reason": None,
    }
