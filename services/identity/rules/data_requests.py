"""A member's requests about the own data, and by when the law wants them answered and carried out.

Law 91/2025/QH15 with decree 356/2025 (legal.md L4): an answer within two working days; withdrawal, restriction and
objection carried out within 15 days with one extension of 15 at most; access and correction within 10, deletion
within 20. The figures for access, correction and deletion were read in secondary texts only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum

from services.identity.rules.rights_errors import (
    NotExtendable,
    RequestAlreadyAnswered,
    RequestAlreadyEnded,
    RequestAlreadyExtended,
)

ANSWER_WORKING_DAYS = 2
LONGEST_EXTENSION_DAYS = 15
MOST_OPEN = 5
SATURDAY = 5


class Kind(StrEnum):
    ACCESS = "access"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    RESTRICT = "restrict"
    OBJECT = "object"
    DELETE = "delete"


class State(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    DONE = "done"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


DAYS: Mapping[Kind, int] = {
    Kind.ACCESS: 10,
    Kind.CORRECT: 10,
    Kind.WITHDRAW: 15,
    Kind.RESTRICT: 15,
    Kind.OBJECT: 15,
    Kind.DELETE: 20,
}
EXTENDABLE = frozenset({Kind.WITHDRAW, Kind.RESTRICT, Kind.OBJECT})
UNDER_WAY = frozenset({State.OPEN, State.ANSWERED})
ENDS = frozenset({State.DONE, State.REFUSED})


def answer_due(opened_on: date, holidays: Collection[date] = ()) -> date:
    """The second working day after the one on which it was asked."""
    day, left = opened_on, ANSWER_WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= _is_working(day, holidays)
    return day


def carry_out_due(kind: Kind, opened_on: date) -> date:
    """Calendar days: the law counts working days only for the answer."""
    return opened_on + timedelta(days=DAYS[kind])


def check_answerable(state: State) -> None:
    check_under_way(state)
    if state is State.ANSWERED:
        raise RequestAlreadyAnswered


def check_extendable(kind: Kind, state: State, *, extended: bool) -> None:
    check_under_way(state)
    if kind not in EXTENDABLE:
        raise NotExtendable
    if extended:
        raise RequestAlreadyExtended


def check_under_way(state: State) -> None:
    if state not in UNDER_WAY:
        raise RequestAlreadyEnded


def is_late(state: State, answer_by: date, carry_out_by: date, today: date) -> bool:
    if state is State.OPEN and today > answer_by:
        return True
    return state in UNDER_WAY and today > carry_out_by


def _is_working(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays
