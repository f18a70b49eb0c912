"""One row of the roll is changed: found or laid, changed on condition of its version, tried again when somebody else (a
second tap, the secretary, the opening of the meeting) got in between. A sealed row is never changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.meetings.rules.attendance import check_standing
from services.meetings.rules.errors import MeetingAlreadyClosed, NotOnTheRoll
from services.meetings.store import attendance, roster
from services.meetings.store.attendance import Attendance
from services.meetings.store.meetings import Meeting
from shared.contracts import Event
from shared.outbox import ChangedByAnother, change
from shared.store import back_off

TRIES = 10


@dataclass(frozen=True)
class Step:
    update: dict[str, Any]
    events: tuple[Event, ...] = ()


Decide = Callable[[Attendance], Step | None]
Write = Callable[[Attendance, Step], Attendance]


def change_own_row(meeting: Meeting, member_id: str, decide: Decide) -> Attendance:
    """Of the member who asks."""

    def unless_suspended(row: Attendance) -> Step | None:
        check_standing(row.standing)
        return decide(row)

    return change_row(meeting, member_id, unless_suspended)


def change_row(meeting: Meeting, member_id: str, decide: Decide, write: Write | None = None) -> Attendance:
    """`decide` answers what is to be written, or None where the row says so already; `write` may write more with it."""
    for attempt in range(TRIES):
        row = attendance.find(meeting.id, member_id) or _lay_row(meeting, member_id)
        step = decide(row)
        if step is None:
            return row
        if row.sealed:
            raise MeetingAlreadyClosed
        try:
            return (write or write_row)(row, step)
        except ChangedByAnother:
            back_off(attempt)
    raise ChangedByAnother


def write_row(row: Attendance, step: Step) -> Attendance:
    return change(row, *step.events, **step.update)


def _lay_row(meeting: Meeting, member_id: str) -> Attendance:
    member = roster.in_cell(member_id, meeting.cell_path)
    if member is None:
        raise NotOnTheRoll
    return attendance.add_row(meeting, member)
