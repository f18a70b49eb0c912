"""A member says whether he comes. He may change his mind until the meeting is closed or he has checked in."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from services.meetings.rules.attendance import Answer, check_not_over
from services.meetings.rules.errors import ReasonMissing
from services.meetings.store import meetings
from services.meetings.store.attendance import Attendance
from services.meetings.usecases.roll_row import Step, change_own_row
from shared.contracts.meetings import AttendanceConfirmed
from shared.security import helpers_may
from shared.usecase import Context, Id, Request


class ConfirmAttendance(Request):
    meeting_id: Id
    coming: bool
    reason: Annotated[str, Meta(max_length=500)] | None = None


class ConfirmedAttendance(msgspec.Struct, frozen=True):
    meeting_id: str
    coming: bool


@helpers_may("confirm_attendance")
def confirm_attendance(command: ConfirmAttendance, ctx: Context) -> ConfirmedAttendance:
    meeting = meetings.get(command.meeting_id, ctx.actor.cell_path)
    check_not_over(meeting.state)
    answer: Answer = "coming" if command.coming else "not_coming"
    reason = None if command.coming else command.reason
    # P8: the roll call tells an absence with a reason from one without.
    if not command.coming and not reason:
        raise ReasonMissing

    def decide(row: Attendance) -> Step | None:
        if row.checked_in_at is not None or (row.answer, row.reason) == (answer, reason):
            return None
        event = AttendanceConfirmed(
            meeting_id=meeting.id, cell_path=meeting.cell_path, member_id=row.member_id, coming=command.coming
        )
        return Step({"set__answer": answer, "set__reason": reason, "set__answered_at": ctx.now}, (event,))

    row = change_own_row(meeting, ctx.actor.member_id, decide)
    return ConfirmedAttendance(meeting.id, row.checked_in_at is not None or row.answer == "coming")
