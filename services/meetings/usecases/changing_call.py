"""What moving and cancelling a call have in common: who may, while it is still called, and what is answered."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.meetings.rules.attendance import check_still_called
from services.meetings.rules.calling import Reminder
from services.meetings.rules.permissions import require_secretary
from services.meetings.store import meetings
from services.meetings.store.meetings import Meeting
from services.meetings.usecases.reminding import reminders_of
from shared.outbox import ChangedByAnother
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Line, Request, Version


class ChangeOfCall(Request):
    """`reason`: for all of the cell to read."""

    meeting_id: Id
    version: Version
    reason: Line


class ChangedCall(msgspec.Struct, frozen=True):
    id: str
    version: int
    state: str
    starts_at: datetime
    warnings: list[Reminder]


def call_to_change(command: ChangeOfCall, ctx: Context, **texts: str) -> Meeting:
    """Raises ChangedByAnother where it was changed meanwhile; `texts` are checked for marks of secrecy."""
    meeting = meetings.get(command.meeting_id, ctx.actor.cell_path)
    require_secretary(ctx.actor, meeting.cell_path)
    check_still_called(meeting.state)
    if meeting.version != command.version:
        raise ChangedByAnother
    refuse_secrets({"reason": command.reason, **texts}, ctx.actor, meeting.cell_path, ctx.now)
    return meeting


def changed_call(meeting: Meeting) -> ChangedCall:
    warnings = reminders_of(meeting) if meeting.state == "called" else []
    return ChangedCall(meeting.id, meeting.version, meeting.state, meeting.starts_at, warnings)
