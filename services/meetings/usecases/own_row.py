"""A member changes the own row of the roll: found or laid, changed on condition of its version, tried again when a
second tap, or the opening of the meeting, got in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.meetings.rules.attendance import check_standing
from services.meetings.rules.errors import MeetingAlreadyClosed, NotOnTheRoll
from services.meetings.store import attendance, roster
from services.meetings.store.attendance import Attendance
from services.meetings.store.meetings import Meeting
from shared.contracts import Event
from shared.outbox import ChangedByAnother, change

TRIES = 10
Step = tuple[Event, dict[str, Any]]


def change_own_row(meeting: Meeting, member_id: str, decide: Callable[[Attendance], Step | None]) -> Attendance:
    """`decide` answers the event and the update, or None where the row says so already."""
    for _ in range(TRIES):
        row = attendance.find(meeting.id, member_id) or _lay_row(meeting, member_id)
        check_standing(row.standing)
        step = decide(row)
        if step is None:
            return row
        if row.sealed:
            raise MeetingAlreadyClosed
        event, update = step
        try:
            return change(row, event, **update)
        except ChangedByAnother:
            continue
    raise ChangedByAnother


def _lay_row(meeting: Meeting, member_id: str) -> Attendance:
    member = roster.in_cell(member_id, meeting.cell_path)
    if member is None:
        raise NotOnTheRoll
    return attendance.add_row(meeting, member)
