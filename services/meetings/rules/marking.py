"""What the secretary may enter in the roll for a member who has no app (P6: attendance in person or in the app).

A member's own check-in is not written over: whoever looks at a list drawn a moment before must not make one absent who
has just said that he is here. Nor is one made absent whose raised card was counted.
"""

from __future__ import annotations

from typing import Literal

from services.meetings.rules.attendance import Entry, MeetingState, state_of
from services.meetings.rules.errors import CheckedInThemselves, MemberSuspended, VotedByHand

Mark = Literal["present", "absent_with_reason", "absent_without_reason"]
MARKS: tuple[Mark, ...] = ("present", "absent_with_reason", "absent_without_reason")


def check_mark(entry: Entry, mark: Mark) -> None:
    if entry.standing == "suspended":
        raise MemberSuspended
    if mark == "present" or not entry.present:
        return
    if not entry.by_hand:
        raise CheckedInThemselves
    if entry.voted_by_hand:
        raise VotedByHand


def marks_left(entry: Entry, meeting: MeetingState) -> list[Mark]:
    """Those that would change something. Of an exempt member only whether he came is of interest (P12, P35)."""
    if meeting != "open" or entry.standing == "suspended":
        return []
    if entry.present:
        final = not entry.by_hand or entry.voted_by_hand
        return [] if final else [mark for mark in MARKS[1:] if entry.standing != "exempt" or mark == MARKS[1]]
    if entry.standing == "exempt":
        return ["present"]
    now = state_of(entry, meeting)
    return [mark for mark in MARKS if mark != now]
