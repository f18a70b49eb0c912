"""Whose card is this: what was read, held against records of the register, every point of the score explained.

Promises: a wrong number never outweighs name and dates, nor the other way round; what was not read or is not registered
counts neither for nor against; two records that fit equally well are never decided here. Pure.
Does not: search the register. `spelling_key` and `nearby_numbers` say what to look up there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.identity.rules import dates, field_likeness
from services.identity.rules.card_reading import (
    ADMITTED_ON,
    BIRTH_DATE,
    CARD_NUMBER,
    CITIZEN_NUMBER,
    FULL_NAME,
    HOMETOWN,
    OFFICIAL_ON,
    FieldReading,
)
from services.identity.rules.field_likeness import nearby_numbers, spelling_key

CERTAIN_SCORE = 86.0
"""Right records scored 86.9 and more on damaged cards, the best wrong one 65.4 at most."""
POSSIBLE_SCORE = 55.0
"""Name and dates alone make 60: a card issued anew, whose number the register has not learnt, goes to a person."""
CERTAIN_MARGIN = 12.0
"""How far the runner-up must lie behind."""
CERTAIN_WEIGHT = 0.6
"""Weight of what could be compared at all: a name and a birth date alone are shared by too many."""
LEAST_WEIGHT = 0.35
AGREES = 60.0
LEAST_TRUST = 0.4
"""A contradiction counts as far as the readers were sure of what they read: what they doubted may be their own slip."""

Verdict = Literal["certain", "unsure", "none"]

WEIGHTS = {
    CARD_NUMBER: 0.40,
    CITIZEN_NUMBER: 0.40,
    FULL_NAME: 0.35,
    BIRTH_DATE: 0.15,
    ADMITTED_ON: 0.10,
    OFFICIAL_ON: 0.05,
    HOMETOWN: 0.05,
}


@dataclass(frozen=True)
class RegisterRecord:
    record_id: str
    full_name: str
    birth_date: date | None = None
    card_number: str = ""
    citizen_number: str = ""
    admitted_on: date | None = None
    official_on: date | None = None
    hometown: str = ""

    def written(self, name: str) -> str:
        """The field as it would stand on a card; empty when the register does not know it."""
        value = getattr(self, name)
        return dates.write_date(value) if isinstance(value, date) else value or ""


@dataclass(frozen=True)
class FieldScore:
    field: str
    read: str
    registered: str
    score: float
    """0 to 100."""
    weight: float
    words: str
    """What agrees and what does not, for the person who decides."""


@dataclass(frozen=True)
class Match:
    record_id: str
    score: float
    fields: tuple[FieldScore, ...]

    @property
    def weight(self) -> float:
        return sum(field.weight for field in self.fields)

    @property
    def identified(self) -> bool:
        """By a number that agrees: without one a namesake cannot be told apart."""
        return any(field.field in (CARD_NUMBER, CITIZEN_NUMBER) and field.score >= AGREES for field in self.fields)


def match(fields: Mapping[str, FieldReading], candidates: Iterable[RegisterRecord]) -> list[Match]:
    """Best first; equal scores in the order of their ids, so that a repeated question gets the same answer."""
    found = [_compare(fields, record) for record in candidates]
    return sorted(found, key=lambda one: (-one.score, one.record_id))


def verdict(matches: Sequence[Match]) -> Verdict:
    if not matches or matches[0].score < POSSIBLE_SCORE:
        return "none"
    best = matches[0]
    clear = len(matches) == 1 or best.score - matches[1].score >= CERTAIN_MARGIN
    sure = best.score >= CERTAIN_SCORE and best.weight >= CERTAIN_WEIGHT and best.identified
    return "certain" if sure and clear else "unsure"


def _compare(fields: Mapping[str, FieldReading], record: RegisterRecord) -> Match:
    scores = []
    for name, weight in WEIGHTS.items():
        read, registered = fields.get(name), record.written(name)
        if read and read.text and registered:
            likeness = field_likeness.likeness(name, read.text, registered)
            counted = weight if likeness.score >= AGREES else weight * max(read.confidence, LEAST_TRUST)
            scores.append(FieldScore(name, read.text, registered, likeness.score, counted, likeness.words))
    weight = sum(one.weight for one in scores)
    total = sum(one.score * one.weight for one in scores) / weight if weight >= LEAST_WEIGHT else 0.0
    return Match(record.record_id, round(total, 1), tuple(scores))


__all__ = [
    "CERTAIN_MARGIN", "CERTAIN_SCORE", "POSSIBLE_SCORE", "WEIGHTS", "FieldScore", "Match", "RegisterRecord", "Verdict",
    "match", "nearby_numbers", "spelling_key", "verdict",
]  # fmt: skip
