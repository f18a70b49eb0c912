"""The arithmetic of the roll-out: nothing is lost between the parts and the whole, nothing is capped."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.rules.membership import Status
from services.identity.rules.roll_out import (
    SMALL_GROUP,
    Counting,
    Fact,
    Kind,
    Reason,
    Row,
    Rule,
    Smartphone,
    add,
    count,
    first_active_day,
    kind_of,
    numbers,
    running_totals,
)
from services.identity.rules.roll_out_rates import Rate, rates, unsaid

TODAY = date(2026, 11, 22)
DAYS = st.none() | st.dates(TODAY - timedelta(days=90), TODAY)
FACTS = st.builds(
    Fact,
    kind=st.sampled_from(Kind),
    smartphone=st.sampled_from(Smartphone),
    registered_on=DAYS,
    active_on=DAYS,
)
RULES = st.builds(
    Rule,
    excluded=st.lists(st.sampled_from(Reason), unique=True).map(lambda chosen: tuple(r for r in Reason if r in chosen)),
    counting=st.sampled_from(Counting),
)
PROVINCE = st.lists(st.lists(FACTS, max_size=12), max_size=8)


@given(PROVINCE, RULES)
def test_the_children_add_up_to_the_parent_in_every_number(cells: list[list[Fact]], rule: Rule) -> None:
    parts = [numbers(count(cell, TODAY)[0], rule) for cell in cells]
    whole = numbers(add(count(cell, TODAY)[0] for cell in cells), rule)
    assert whole == numbers(count([fact for cell in cells for fact in cell], TODAY)[0], rule)
    for name in whole.__struct_fields__:
        if name != "reasons":
            assert getattr(whole, name) == sum(getattr(part, name) for part in parts)
    assert whole.reasons is not None
    for reason, number in whole.reasons.items():
        assert number == sum((part.reasons or {})[reason] for part in parts)


@given(st.lists(FACTS, max_size=40), RULES)
def test_everybody_is_in_exactly_one_set_and_every_exclusion_has_one_reason(facts: list[Fact], rule: Rule) -> None:
    found = numbers(count(facts, TODAY)[0], rule)
    assert found.members == len(facts) == found.eligible + found.excluded
    assert sum((found.reasons or {}).values()) == found.excluded
    assert found.registered == sum(fact.registered_on is not None for fact in facts)
    assert found.phone_yes + found.phone_no + found.phone_unknown == found.eligible
    assert found.waiting <= found.eligible - found.registered_eligible


@given(st.lists(FACTS, max_size=40), RULES)
def test_no_rate_is_capped_and_one_over_a_hundred_is_explained_with_both_sets(facts: list[Fact], rule: Rule) -> None:
    found = numbers(count(facts, TODAY)[0], rule)
    told = rates(found, rule)
    assert (told.eligible, told.excluded) == (
        Rate(found.registered_eligible, found.eligible),
        Rate(found.registered_excluded, found.excluded),
    )
    assert told.eligible.numerator <= told.eligible.denominator
    if rule.counting is Counting.ALL_OVER_ELIGIBLE:
        assert told.chosen == Rate(found.registered, found.eligible)
    over = told.chosen.numerator > told.chosen.denominator
    assert (told.explanation is not None) == over
    if over and told.chosen.denominator:
        assert f"{found.registered_excluded} đảng viên ngoài diện tính" in (told.explanation or "")


@given(st.lists(FACTS, max_size=40), RULES)
def test_the_line_over_days_ends_at_the_numbers_of_today(facts: list[Fact], rule: Rule) -> None:
    rows, course = count(facts, TODAY)
    days = running_totals(course, rule, TODAY - timedelta(days=29), TODAY)
    found = numbers(rows, rule)
    assert days[-1] == (TODAY, found.registered_eligible, found.registered_excluded)
    assert [day for day, _, _ in days] == sorted({day for day, _, _ in days})
    assert all(before[1] <= after[1] and before[2] <= after[2] for before, after in pairwise(days))


@pytest.mark.parametrize(
    ("status", "armed", "kind", "reason"),
    [
        (Status.OFFICIAL, False, Kind.DUTY, None),
        (Status.PROBATIONARY, False, Kind.DUTY, None),
        (Status.OFFICIAL, True, Kind.DUTY_ARMED, Reason.ARMED),
        (Status.EXEMPT, False, Kind.EXEMPT, Reason.EXEMPT),
        (Status.EXEMPT, True, Kind.EXEMPT_ARMED, Reason.EXEMPT),
        (Status.SUSPENDED, False, Kind.SUSPENDED, None),
        (Status.LEFT, True, None, None),
    ],
)
def test_who_is_left_out_by_the_usual_rule_and_why(
    status: Status, armed: bool, kind: Kind | None, reason: Reason | None
) -> None:
    assert kind_of(status, armed=armed) == kind
    if kind:
        assert Rule().why_excluded(kind) == reason


def test_an_exempt_policeman_is_left_out_also_where_only_the_police_are() -> None:
    assert Rule(excluded=(Reason.ARMED,)).why_excluded(Kind.EXEMPT_ARMED) is Reason.ARMED


def test_the_seeds_hundred_and_twenty_percent_is_said_as_it_is() -> None:
    rows = {Kind.DUTY: Row(members=10, registered=9), Kind.EXEMPT: Row(members=5, registered=3)}
    rule = Rule(counting=Counting.ALL_OVER_ELIGIBLE)
    told = rates(numbers(rows, rule), rule)
    assert told.chosen == Rate(12, 10)
    assert told.explanation is not None
    assert "trên 100%" in told.explanation
    assert "9 đồng chí đã có tài khoản, 1 chưa có" in told.explanation


def test_thirty_days_are_counted_with_today() -> None:
    assert first_active_day(TODAY) == date(2026, 10, 24)
    seen = [Fact(Kind.DUTY, registered_on=TODAY, active_on=day) for day in (date(2026, 10, 23), date(2026, 10, 24))]
    assert numbers(count(seen, TODAY)[0], Rule()).active_eligible == 1


def test_reasons_of_fewer_than_five_are_not_said_and_can_not_be_had_by_subtraction() -> None:
    def exempt(number: int) -> dict[Kind, Row]:
        return {Kind.DUTY: Row(members=20), Kind.EXEMPT: Row(members=number)}

    parts = [numbers(exempt(number), Rule()) for number in (SMALL_GROUP - 1, SMALL_GROUP, SMALL_GROUP + 4, 0)]
    assert [part.reasons is None for part in unsaid(parts)] == [True, True, False, False]
    assert [part.reasons is None for part in unsaid(parts[1:])] == [False, False, False]
    assert [part.excluded for part in unsaid(parts)] == [4, 5, 9, 0]
