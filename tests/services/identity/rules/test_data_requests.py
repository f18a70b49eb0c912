"""By when the law wants a member's request answered and carried out (legal.md L4)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.rules.data_requests import (
    DAYS,
    UNDER_WAY,
    Kind,
    State,
    answer_due,
    carry_out_due,
    check_answerable,
    check_extendable,
    check_under_way,
    is_late,
)
from services.identity.rules.rights_errors import (
    NotExtendable,
    RequestAlreadyAnswered,
    RequestAlreadyEnded,
    RequestAlreadyExtended,
)

FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("opened", "holidays", "due"),
    [
        (date(2026, 11, 23), (), date(2026, 11, 25)),
        (FRIDAY, (), date(2026, 12, 1)),
        (date(2026, 11, 28), (), date(2026, 12, 1)),
        (FRIDAY, (date(2026, 11, 30), date(2026, 12, 1)), date(2026, 12, 3)),
    ],
    ids=["within a week", "over a weekend", "asked on Saturday", "over holidays"],
)
def test_the_answer_is_due_on_the_second_working_day(opened: date, holidays: tuple[date, ...], due: date) -> None:
    assert answer_due(opened, holidays) == due


@given(st.dates(date(2026, 1, 1), date(2100, 1, 1)))
def test_an_answer_is_never_due_on_a_weekend_and_always_within_four_days(opened: date) -> None:
    due = answer_due(opened)
    assert due.weekday() < 5
    assert timedelta(days=2) <= due - opened <= timedelta(days=4)


def test_every_kind_has_its_days() -> None:
    assert {kind: (carry_out_due(kind, FRIDAY) - FRIDAY).days for kind in Kind} == {
        Kind.ACCESS: 10, Kind.CORRECT: 10, Kind.WITHDRAW: 15, Kind.RESTRICT: 15, Kind.OBJECT: 15, Kind.DELETE: 20,
    }  # fmt: skip
    assert set(DAYS) == set(Kind)


@pytest.mark.parametrize(
    ("state", "today", "late"),
    [
        (State.OPEN, date(2026, 12, 1), False),
        (State.OPEN, date(2026, 12, 2), True),
        (State.ANSWERED, date(2026, 12, 2), False),
        (State.ANSWERED, date(2026, 12, 7), False),
        (State.ANSWERED, date(2026, 12, 8), True),
        (State.DONE, date(2027, 12, 8), False),
        (State.TAKEN_BACK, date(2027, 12, 8), False),
    ],
)
def test_a_request_is_late_from_the_day_after_it_was_due(state: State, today: date, late: bool) -> None:
    assert is_late(state, date(2026, 12, 1), date(2026, 12, 7), today) is late


def test_the_first_answer_is_given_once() -> None:
    check_answerable(State.OPEN)
    with pytest.raises(RequestAlreadyAnswered):
        check_answerable(State.ANSWERED)


@pytest.mark.parametrize("state", sorted(set(State) - UNDER_WAY))
def test_what_has_ended_stays_ended(state: State) -> None:
    with pytest.raises(RequestAlreadyEnded):
        check_under_way(state)
    with pytest.raises(RequestAlreadyEnded):
        check_answerable(state)


def test_only_withdrawal_restriction_and_objection_are_extended_and_once() -> None:
    check_extendable(Kind.OBJECT, State.OPEN, extended=False)
    with pytest.raises(RequestAlreadyExtended):
        check_extendable(Kind.OBJECT, State.ANSWERED, extended=True)
    for kind in (Kind.ACCESS, Kind.CORRECT, Kind.DELETE):
        with pytest.raises(NotExtendable):
            check_extendable(kind, State.OPEN, extended=False)
