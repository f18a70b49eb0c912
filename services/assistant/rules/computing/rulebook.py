"""The numbers that rules set, as versioned data with source and effective dates; never constants in code.

`stated_by` are folded phrases that all stand in a clause which states the rule: so the clause of the reader's own
documents is found and cited beside the computation, and is not cited when it says something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, TypeVar

import msgspec

from services.assistant.rules.computing.computed import Source


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    source: Source
    stated_by: tuple[tuple[str, ...], ...] = ()


class DuesRate(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Percent of one month's base."""

    payer: Literal["salary", "allowance", "pension"]
    percent: Decimal


class DuesExemption(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    from_party_years: int


class PartyAge(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Counted from the day written in the decision of admission."""


class Badges(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    years: tuple[int, ...]
    caveat: str


class Probation(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Counted from the ceremony."""

    months: int


class Deadline(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`asked_by`: regular expressions on the folded question; all must be found. `begins` in Vietnamese."""

    name: str
    asked_by: tuple[str, ...]
    begins: str
    count: int
    unit: Literal["working_days", "days", "months"]


class VoteRule(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """At least, or (`strictly`) more than, numerator/denominator of the official members."""

    subject: Literal["resolution", "strike_off_probationary"]
    numerator: int
    denominator: int
    strictly: bool


class Unconfirmed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question whose rule was not at hand or is disputed: it is said so. `name` in Vietnamese; `asked_by` as for a
    deadline. `with_numbers`: only where a number of members is stated, for else the rule itself is asked about.
    `beside_resolution`: what a resolution takes is told as well."""

    id: str
    name: str
    asked_by: tuple[str, ...]
    with_numbers: bool = True
    beside_resolution: bool = False


class Rulebook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: str
    dues: tuple[DuesRate, ...]
    dues_exemptions: tuple[DuesExemption, ...]
    party_age: tuple[PartyAge, ...]
    badges: tuple[Badges, ...]
    probation: tuple[Probation, ...]
    recognition: tuple[Deadline, ...]
    deadlines: tuple[Deadline, ...]
    votes: tuple[VoteRule, ...]
    unconfirmed: tuple[Unconfirmed, ...] = ()

    def rules(self) -> list[Rule]:
        named = [name for name in self.__struct_fields__ if name not in ("version", "unconfirmed")]
        return [rule for name in named for rule in getattr(self, name)]


AnyRule = TypeVar("AnyRule", bound=Rule)


def in_force(rules: Sequence[AnyRule], day: date) -> AnyRule | None:
    """The latest rule that holds on the day; None before the first one we know."""
    holding = [rule for rule in rules if rule.source.holds_on(day)]
    return max(holding, key=lambda rule: rule.source.effective_from or date.min, default=None)


decode_rulebook = msgspec.json.Decoder(Rulebook).decode
