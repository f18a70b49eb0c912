from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.rules.errors import NotGrantable
from services.identity.rules.grants import Role, Term, check_grant, in_force, not_over, overlaps
from services.identity.rules.membership import Status
from services.identity.rules.tree import Kind

START, END = date(2025, 7, 1), date(2030, 6, 30)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def test_a_role_holds_from_its_first_to_its_last_day() -> None:
    term = Term(Role.CELL_SECRETARY, "ts/x01/c0101/", START, END)
    held = [bool(in_force([term], day)) for day in (date(2025, 6, 30), START, END, date(2030, 7, 1))]
    assert held == [False, True, True, False]


def test_a_role_is_not_over_before_its_first_day_and_until_its_last() -> None:
    term = Term(Role.CELL_SECRETARY, "ts/x01/c0101/", START, END)
    assert [bool(not_over([term], day)) for day in (date(2025, 6, 30), END, date(2030, 7, 1))] == [True, True, False]


def test_a_role_without_end_keeps_holding() -> None:
    assert in_force([Term(Role.ADMINISTRATOR, "ts/", START, None)], date(2099, 1, 1))


@given(days, days, days, days, days)
def test_terms_overlap_exactly_when_some_day_is_in_both(a: date, b: date, c: date, d: date, day: date) -> None:
    first = Term(Role.ADMINISTRATOR, "ts/", min(a, b), max(a, b))
    second = Term(Role.ADMINISTRATOR, "ts/", min(c, d), max(c, d))
    both = max(first.valid_from, second.valid_from) <= min(max(a, b), max(c, d))
    assert overlaps(first, second) is both
    assert overlaps(second, first) is both
    if len(in_force([first, second], day)) == 2:
        assert overlaps(first, second)


def test_terms_at_different_places_never_overlap() -> None:
    first = Term(Role.ADMINISTRATOR, "ts/x01/", START, None)
    assert not overlaps(first, Term(Role.ADMINISTRATOR, "ts/x02/", START, None))


@pytest.mark.parametrize(
    ("role", "kind", "status"),
    [
        (Role.MEMBER, Kind.CELL, Status.OFFICIAL),
        (Role.CELL_SECRETARY, Kind.COMMUNE, Status.OFFICIAL),
        (Role.CELL_SECRETARY, Kind.CELL, Status.PROBATIONARY),
        (Role.CELL_SECRETARY, Kind.CELL, Status.EXEMPT),
        (Role.COMMITTEE_EDITOR, Kind.CELL, Status.OFFICIAL),
        (Role.COMMITTEE_OFFICER, Kind.CELL, Status.OFFICIAL),
        (Role.ADMINISTRATOR, Kind.PROVINCE, Status.SUSPENDED),
        (Role.COMMITTEE_EDITOR, Kind.COMMUNE, Status.LEFT),
    ],
)
def test_a_role_in_the_wrong_place_or_hands_is_refused(role: Role, kind: Kind, status: Status) -> None:
    with pytest.raises(NotGrantable):
        check_grant(role, kind, status, START, END)


@pytest.mark.parametrize(
    ("role", "kind", "status"),
    [
        (Role.CELL_SECRETARY, Kind.CELL, Status.OFFICIAL),
        (Role.COMMITTEE_EDITOR, Kind.COMMUNE, Status.PROBATIONARY),
        (Role.ADMINISTRATOR, Kind.PROVINCE, Status.OFFICIAL),
    ],
)
def test_a_role_in_its_place_is_accepted(role: Role, kind: Kind, status: Status) -> None:
    check_grant(role, kind, status, START, None)


def test_a_term_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(NotGrantable):
        check_grant(Role.ADMINISTRATOR, Kind.PROVINCE, Status.OFFICIAL, END, START)
