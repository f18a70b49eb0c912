"""The secretary opens the meeting: a row of the roll is laid for everybody of the cell, then members may check in.

The rows come first. Should the process end in between, they wait there and opening again finds them.
"""

from __future__ import annotations

import msgspec

from services.meetings.rules.attendance import check_still_called
from services.meetings.rules.errors import RollEmpty
from services.meetings.rules.permissions import require_secretary
from services.meetings.store import attendance, meetings, roster
from services.meetings.store.meetings import Meeting
from services.meetings.usecases.trail import leave_trail
from shared.contracts.meetings import MeetingOpened
from shared.outbox import ChangedByAnother, change
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version


class OpenMeeting(Request):
    meeting_id: Id
    version: Version


class OpenedMeeting(msgspec.Struct, frozen=True):
    id: str
    version: int
    state: str


def open_meeting(command: OpenMeeting, ctx: Context) -> OpenedMeeting:
    meeting = meetings.get(command.meeting_id, ctx.actor.cell_path)
    require_secretary(ctx.actor, meeting.cell_path)
    _check(meeting, command.version)
    roll = roster.of_cell(meeting.cell_path)
    if not roll:
        raise RollEmpty
    attendance.lay_rows(meeting, roll)

    def work() -> Meeting:
        leave_trail("meeting_opened", ctx, meeting.id, meeting.cell_path)
        event = MeetingOpened(meeting_id=meeting.id, cell_path=meeting.cell_path)
        return change(meeting, event, set__state="open", set__opened_at=ctx.now)

    opened = in_transaction(work)
    return OpenedMeeting(opened.id, opened.version, opened.state)


def _check(meeting: Meeting, version: int) -> None:
    check_still_called(meeting.state)
    if meeting.version != version:
        raise ChangedByAnother
