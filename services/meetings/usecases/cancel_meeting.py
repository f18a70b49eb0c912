"""What was called is cancelled. It stays to be seen, so that nobody goes there in vain; nobody answers any more."""

from __future__ import annotations

from services.meetings.store import attendance
from services.meetings.store.meetings import Meeting
from services.meetings.usecases.changing_call import ChangedCall, ChangeOfCall, call_to_change, changed_call
from services.meetings.usecases.trail import leave_trail
from shared.contracts.meetings import MeetingCancelled
from shared.outbox import change
from shared.store import in_transaction
from shared.usecase import Context


class CancelMeeting(ChangeOfCall):
    pass


def cancel_meeting(command: CancelMeeting, ctx: Context) -> ChangedCall:
    meeting = call_to_change(command, ctx)
    event = MeetingCancelled(
        meeting_id=meeting.id, cell_path=meeting.cell_path, title=meeting.title, starts_at=meeting.starts_at
    )

    def work() -> Meeting:
        leave_trail("meeting_cancelled", ctx, meeting.id, meeting.cell_path)
        attendance.seal(meeting.id)
        return change(
            meeting, event, set__state="cancelled", set__cancelled_at=ctx.now, set__change_reason=command.reason
        )

    return changed_call(in_transaction(work))
