"""Counting the roll-out: who is counted on, who has an account, and both sets behind every rate.

A rate is two numbers. Where a province divides *all* who have an account by those who are *counted on*, the numerator
holds people whom the denominator leaves out, and the rate may exceed 100 %: it is shown as it is, and explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate

import msgspec

from services.identity.rules.membership import Status

ACTIVE_DAYS = 30
SMALL_GROUP = 5
ARMED = "armed"
CIVIL = "civil"
"""Equally long, so that their ciphertexts are."""


class Smartphone(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why somebody is not counted on; a person has one reason, the first that applies."""

    EXEMPT = "exempt"
    ARMED = "armed"
    SUSPENDED = "suspended"


class Counting(StrEnum):
    """How the province reads its rate. The other two sets stay on the page beside it."""

    SAME_PEOPLE = "same_people"
    ALL_OVER_ELIGIBLE = "all_over_eligible"
    ALL_OVER_MEMBERS = "all_over_members"


class Rule(msgspec.Struct, frozen=True):
    excluded: tuple[Reason, ...] = (Reason.EXEMPT, Reason.ARMED)
    counting: Counting = Counting.SAME_PEOPLE

    def why_excluded(self, kind: Kind) -> Reason | None:
        return next((reason for reason in Reason if reason in self.excluded and reason in _REASONS[kind]), None)


class Kind(StrEnum):
    """What counting needs to know of a member, kept apart so that the rule may change without a recount."""

    DUTY = "duty"
    DUTY_ARMED = "duty_armed"
    EXEMPT = "exempt"
    EXEMPT_ARMED = "exempt_armed"
    SUSPENDED = "suspended"
    SUSPENDED_ARMED = "suspended_armed"


_REASONS: Mapping[Kind, frozenset[Reason]] = {
    Kind.DUTY: frozenset(),
    Kind.DUTY_ARMED: frozenset({Reason.ARMED}),
    Kind.EXEMPT: frozenset({Reason.EXEMPT}),
    Kind.EXEMPT_ARMED: frozenset({Reason.EXEMPT, Reason.ARMED}),
    Kind.SUSPENDED: frozenset({Reason.SUSPENDED}),
    Kind.SUSPENDED_ARMED: frozenset({Reason.SUSPENDED, Reason.ARMED}),
}
_KINDS: Mapping[Status, tuple[Kind, Kind]] = {
    Status.OFFICIAL: (Kind.DUTY, Kind.DUTY_ARMED),
    Status.PROBATIONARY: (Kind.DUTY, Kind.DUTY_ARMED),
    Status.EXEMPT: (Kind.EXEMPT, Kind.EXEMPT_ARMED),
    Status.SUSPENDED: (Kind.SUSPENDED, Kind.SUSPENDED_ARMED),
}


def kind_of(status: Status, *, armed: bool) -> Kind | None:
    """None for one who left: not a member, so in no set."""
    pair = _KINDS.get(status)
    return pair[armed] if pair else None


@dataclass(frozen=True)
class Fact:
    kind: Kind
    smartphone: Smartphone = Smartphone.UNKNOWN
    registered_on: date | None = None
    active_on: date | None = None


class Row(msgspec.Struct, frozen=True):
    """Numbers of one kind. `waiting`: has a capable telephone and no account."""

    members: int = 0
    registered: int = 0
    active: int = 0
    phone_yes: int = 0
    phone_no: int = 0
    waiting: int = 0

    def __add__(self, other: Row) -> Row:
        return Row(*(getattr(self, name) + getattr(other, name) for name in Row.__struct_fields__))


Rows = Mapping[Kind, Row]
Course = Mapping[tuple[date, Kind], int]
"""How many of each kind got their account on a day."""


def first_active_day(today: date) -> date:
    return today - timedelta(days=ACTIVE_DAYS - 1)


def count(facts: Iterable[Fact], today: date) -> tuple[dict[Kind, Row], dict[tuple[date, Kind], int]]:
    rows: dict[Kind, Row] = {}
    course: dict[tuple[date, Kind], int] = {}
    since = first_active_day(today)
    for fact in facts:
        rows[fact.kind] = rows.get(fact.kind, Row()) + _row(fact, since)
        if fact.registered_on:
            key = (fact.registered_on, fact.kind)
            course[key] = course.get(key, 0) + 1
    return rows, course


def _row(fact: Fact, since: date) -> Row:
    registered = fact.registered_on is not None
    has_phone = fact.smartphone is Smartphone.YES
    return Row(
        members=1,
        registered=registered,
        active=bool(registered and fact.active_on and fact.active_on >= since),
        phone_yes=has_phone,
        phone_no=fact.smartphone is Smartphone.NO,
        waiting=has_phone and not registered,
    )


class Numbers(msgspec.Struct, frozen=True):
    """One organisation under one rule. What is said of `eligible` and of `excluded` never mixes.

    `reasons`: None where a group of fewer than five would point at persons.
    """

    members: int
    eligible: int
    excluded: int
    registered_eligible: int
    registered_excluded: int
    active_eligible: int
    active_excluded: int
    phone_yes: int
    phone_no: int
    phone_unknown: int
    waiting: int
    reasons: dict[Reason, int] | None

    @property
    def registered(self) -> int:
        return self.registered_eligible + self.registered_excluded


def numbers(rows: Rows, rule: Rule) -> Numbers:
    eligible, excluded = Row(), Row()
    reasons = dict.fromkeys(rule.excluded, 0)
    for kind, row in rows.items():
        reason = rule.why_excluded(kind)
        if reason is None:
            eligible += row
        else:
            excluded += row
            reasons[reason] += row.members
    return Numbers(
        members=eligible.members + excluded.members,
        eligible=eligible.members,
        excluded=excluded.members,
        registered_eligible=eligible.registered,
        registered_excluded=excluded.registered,
        active_eligible=eligible.active,
        active_excluded=excluded.active,
        phone_yes=eligible.phone_yes,
        phone_no=eligible.phone_no,
        phone_unknown=eligible.members - eligible.phone_yes - eligible.phone_no,
        waiting=eligible.waiting,
        reasons=reasons,
    )


def add(parts: Iterable[Rows]) -> dict[Kind, Row]:
    total: dict[Kind, Row] = {}
    for rows in parts:
        for kind, row in rows.items():
            total[kind] = total.get(kind, Row()) + row
    return total


def running_totals(course: Course, rule: Rule, first: date, last: date) -> list[tuple[date, int, int]]:
    """(day, registered among the eligible, among the excluded) at the end of each day; what was before `first` is in
    it."""
    eligible: dict[date, int] = {}
    excluded: dict[date, int] = {}
    for (on, kind), number in course.items():
        side = eligible if rule.why_excluded(kind) is None else excluded
        shown_on = max(on, first)
        side[shown_on] = side.get(shown_on, 0) + number
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    totals = accumulate(((eligible.get(day, 0), excluded.get(day, 0)) for day in days), _both)
    return [(day, *total) for day, total in zip(days, totals, strict=True)]


def _both(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]
