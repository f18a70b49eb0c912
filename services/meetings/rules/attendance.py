"""Who was expected, who came, and how each absence is entered in the roll call (P8).

P6   attendance may be taken in the app, except in the special cells of the armed forces
P12  the rate counts neither exempt members nor, because they are barred from meetings, suspended ones
P35  exemption lifts the duty: an exempt member may come, and is then entered as present outside the rate
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from services.meetings.rules.errors import (
    CheckInOver,
    MeetingAlreadyClosed,
    MeetingAlreadyOpen,
    MeetingCancelled,
    MeetingNotOpen,
    NoCheckInHere,
    Suspended,
)
from services.meetings.rules.policy import Policy
from shared.contracts.identity import MemberStatus

MeetingState = Literal["called", "open", "closed", "cancelled"]
Answer = Literal["coming", "not_coming"]
Absence = Literal["absent_with_reason", "absent_without_reason"]
RowState = Literal[
    "present",
    "coming",
    "not_coming",
    "unanswered",
    "absent_with_reason",
    "absent_without_reason",
    "exempt",
    "suspended",
    "not_taken",
]
EXPECTED: frozenset[MemberStatus] = frozenset({"official", "probationary"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the roll. `absence` and `by_hand` are the secretary's entries, `voted_by_hand` a vote he recorded."""

    member_id: str
    standing: MemberStatus
    answer: Answer | None = None
    present: bool = False
    absence: Absence | None = None
    by_hand: bool = False
    voted_by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Turnout:
    """`present` may exceed what the rate counts: exempt members who came are in it, never in `expected`."""

    present: int
    expected: int
    present_of_expected: int
    states: dict[RowState, int]

    @property
    def rate(self) -> float | None:
        """Per cent with one decimal; None where nobody was expected."""
        return round(100 * self.present_of_expected / self.expected, 1) if self.expected else None


def roll_is_called(cell_id: str, policy: Policy) -> bool:
    """P6: in the special cells of the armed forces nobody's presence is entered, so nobody's absence is either."""
    return cell_id not in policy.cells_without_check_in


def state_of(entry: Entry, meeting: MeetingState, *, called: bool = True) -> RowState:
    """`called`: whether the roll of the cell is called here (P6)."""
    if entry.present:
        return "present"
    if entry.standing == "exempt":
        return "exempt"
    if entry.standing == "suspended":
        return "suspended"
    if entry.absence is not None:
        return entry.absence
    return _unentered(entry, called=called) if meeting == "closed" else entry.answer or "unanswered"


def _unentered(entry: Entry, *, called: bool) -> RowState:
    """At the close, of one whom nobody entered: he had said why he would not come, or had not."""
    if not called:
        return "not_taken"
    return "absent_with_reason" if entry.answer == "not_coming" else "absent_without_reason"


def turnout(roll: Iterable[Entry], meeting: MeetingState, *, called: bool = True) -> Turnout:
    """Where the roll is not called, nobody is expected in it and there is no rate."""
    lines = list(roll)
    expected = [entry for entry in lines if called and entry.standing in EXPECTED]
    return Turnout(
        present=sum(entry.present for entry in lines),
        expected=len(expected),
        present_of_expected=sum(entry.present for entry in expected),
        states=dict(Counter(state_of(entry, meeting, called=called) for entry in lines)),
    )


def check_not_over(meeting: MeetingState) -> None:
    if meeting == "closed":
        raise MeetingAlreadyClosed
    if meeting == "cancelled":
        raise MeetingCancelled


def check_still_called(meeting: MeetingState) -> None:
    """What was called may be moved, cancelled or opened; what runs or is over may not."""
    check_not_over(meeting)
    if meeting == "open":
        raise MeetingAlreadyOpen


def check_roll_call(meeting: MeetingState, cell_id: str, policy: Policy) -> None:
    if not roll_is_called(cell_id, policy):
        raise NoCheckInHere
    check_not_over(meeting)
    if meeting == "called":
        raise MeetingNotOpen


def check_check_in(
    meeting: MeetingState, opened_at: datetime | None, cell_id: str, now: datetime, policy: Policy
) -> None:
    """Only while the meeting is open, and not in one that was left open by mistake for days."""
    check_roll_call(meeting, cell_id, policy)
    if opened_at is None:
        raise MeetingNotOpen
    if now > opened_at + timedelta(minutes=policy.check_in_minutes):
        raise CheckInOver


def check_standing(standing: MemberStatus) -> None:
    if standing == "suspended":
        raise Suspended
