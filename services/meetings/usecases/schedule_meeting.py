"""The secretary calls his cell to a meeting. Where he does otherwise than the regulations advise, he is reminded."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from services.meetings.rules import calling
from services.meetings.rules.calling import Kind, Reminder
from services.meetings.rules.permissions import require_secretary
from services.meetings.store import meetings
from services.meetings.store.meetings import Meeting
from services.meetings.usecases.policy_in_use import policy
from services.meetings.usecases.reminding import reminders_of
from services.meetings.usecases.trail import leave_trail
from shared.contracts.meetings import MeetingCalled
from shared.outbox import create
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Line, Request

Moment = Annotated[datetime, Meta(tz=True)]


class ScheduleMeeting(Request):
    title: Line
    kind: Kind
    starts_at: Moment
    place: Line
    agenda: Annotated[list[Line], Meta(min_length=1, max_length=50)]
    planned_minutes: Annotated[int, Meta(ge=1, le=1440)] | None = None


class ScheduledMeeting(msgspec.Struct, frozen=True):
    id: str
    version: int
    warnings: list[Reminder]


def schedule_meeting(command: ScheduleMeeting, ctx: Context) -> ScheduledMeeting:
    require_secretary(ctx.actor, ctx.actor.cell_path)
    texts = {"title": command.title, "place": command.place, "agenda": "\n".join(command.agenda)}
    refuse_secrets(texts, ctx.actor, ctx.actor.cell_path, ctx.now)
    return call_meeting(command, ctx.actor.cell_path, ctx)


def call_meeting(command: ScheduleMeeting, cell_path: str, ctx: Context) -> ScheduledMeeting:
    meeting_id = ctx.new_id()
    stored = meetings.find(meeting_id)
    if stored is None:
        calling.check_start(command.starts_at, ctx.now, policy())
        stored = in_transaction(lambda: _store(command, meeting_id, cell_path, ctx))
    return ScheduledMeeting(stored.id, stored.version, reminders_of(stored))


def _store(command: ScheduleMeeting, meeting_id: str, cell_path: str, ctx: Context) -> Meeting:
    found = meetings.find(meeting_id)
    if found is not None:
        return found
    event = MeetingCalled(
        meeting_id=meeting_id,
        cell_path=cell_path,
        title=command.title,
        place=command.place,
        starts_at=command.starts_at,
    )
    meeting = Meeting(
        id=meeting_id,
        cell_path=cell_path,
        title=command.title,
        kind=command.kind,
        starts_at=command.starts_at,
        planned_minutes=command.planned_minutes,
        place=command.place,
        agenda=command.agenda,
        called_by=ctx.caller.member_id if ctx.caller else None,
        called_at=ctx.now,
    )
    leave_trail("meeting_called", ctx, meeting_id, cell_path)
    return create(meeting, event)
