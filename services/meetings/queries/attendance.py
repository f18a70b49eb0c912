"""The roll of a meeting for its secretary: who is coming, who came, and the reasons of those who do not. Audited.

Counted when it is read: a counter would be the one document that all check-ins fight over.
"""

from __future__ import annotations

import msgspec

from services.meetings.rules.attendance import Entry, MeetingState, state_of, turnout
from services.meetings.rules.marking import marks_left
from services.meetings.rules.permissions import require_secretary
from services.meetings.store import attendance as rows
from services.meetings.store import meetings, roster
from services.meetings.store.attendance import Attendance
from services.meetings.store.meetings import Meeting
from services.meetings.usecases.policy_in_use import roll_is_called_in
from services.meetings.usecases.trail import leave_trail
from shared.usecase import Context, Id, Request

PAGE = 500


class AttendanceOf(Request):
    meeting_id: Id
    cursor: Id | None = None
    """The last member of the page before."""


class AttendanceRow(msgspec.Struct, frozen=True):
    """`by_hand`: entered as present by the secretary. `marks` are those that he may enter now."""

    member_id: str
    state: str
    reason: str | None
    by_hand: bool
    marks: list[str]


class AttendanceList(msgspec.Struct, frozen=True, kw_only=True):
    counts: dict[str, int]
    present: int
    expected: int
    rate: float | None
    rows: list[AttendanceRow]
    next_cursor: str | None


def attendance(query: AttendanceOf, ctx: Context) -> AttendanceList:
    meeting = meetings.get(query.meeting_id, ctx.actor.cell_path)
    require_secretary(ctx.actor, meeting.cell_path)
    stored = {row.member_id: row for row in rows.of_meeting(meeting.id)}
    roll = _roll(meeting, stored)
    called = roll_is_called_in(meeting.cell_id)
    counted = turnout(roll, meeting.state, called=called)
    rest = [entry for entry in roll if query.cursor is None or entry.member_id > query.cursor]
    shown = rest[:PAGE]
    about = [entry.member_id for entry in shown]
    leave_trail("attendance_read", ctx, meeting.id, meeting.cell_path, about=about, rows=len(shown), after=query.cursor)
    return AttendanceList(
        counts={str(state): number for state, number in counted.states.items()},
        present=counted.present,
        expected=counted.expected,
        rate=counted.rate,
        rows=[_row(entry, meeting.state, stored.get(entry.member_id), called=called) for entry in shown],
        next_cursor=shown[-1].member_id if len(rest) > PAGE else None,
    )


def _roll(meeting: Meeting, stored: dict[str, Attendance]) -> list[Entry]:
    """Before the opening everybody of the cell as of today; after it, those for whom a row was laid."""
    entries = {member_id: row.entry for member_id, row in stored.items()}
    if meeting.state == "called":
        for member in roster.of_cell(meeting.cell_path):
            known = entries.get(member.id)
            entries[member.id] = Entry(member.id, member.status, known.answer if known else None)
    return [entries[member_id] for member_id in sorted(entries)]


def _row(entry: Entry, meeting: MeetingState, row: Attendance | None, *, called: bool) -> AttendanceRow:
    return AttendanceRow(
        entry.member_id,
        state_of(entry, meeting, called=called),
        (row.absence_reason or row.reason) if row else None,
        entry.by_hand,
        list(marks_left(entry, meeting)) if called else [],
    )
