"""What the secretary is reminded of about a meeting that was called; looked up anew each time it is shown."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.meetings.rules import calling
from services.meetings.rules.calling import Reminder
from services.meetings.store import meetings, roster
from services.meetings.store.meetings import Meeting
from services.meetings.usecases.policy_in_use import policy
from shared.clock import LOCAL, local_date


def reminders_of(meeting: Meeting) -> list[Reminder]:
    return calling.reminders(
        meeting.kind,
        day=local_date(meeting.starts_at),
        notice=meeting.starts_at - (meeting.moved_at or meeting.called_at),
        planned_minutes=meeting.planned_minutes,
        members=len(roster.of_cell(meeting.cell_path)),
        others_this_month=meetings.regular_between(meeting.cell_path, *_month_of(meeting.starts_at), but=meeting.id),
        policy=policy(),
    )


def _month_of(moment: datetime) -> tuple[datetime, datetime]:
    """The calendar month in Viet Nam."""
    start = moment.astimezone(LOCAL).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return start, (start + timedelta(days=32)).replace(day=1)
