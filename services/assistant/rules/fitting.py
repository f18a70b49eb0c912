"""Choosing thresholds from labelled questions: fitted on one half, so that the other half can tell whether they hold.

Pure and deterministic: the same questions give the same halves and numbers, in whatever order they come.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

# Three clauses that do not fit cost a member a glance; the right one not shown costs a question to a person.
BOTHERED = 0.5


@dataclass(frozen=True)
class Floors:
    """What the measured half must show: precision of what is quoted, and how much unanswerable may be quoted."""

    precision: float = 0.95
    wrong_share: float = 0.03


@dataclass(frozen=True)
class Sample:
    """One question as judged with nothing held back. `may_answer`: no rule hands it over whatever its coverage."""

    coverage: float
    answerable: bool
    right: bool
    near: bool
    may_answer: bool


T = TypeVar("T")


def halves(questions: Iterable[tuple[str, bool, T]]) -> tuple[list[T], list[T]]:
    """`(id, answerable, question)`: every second one of each kind, in the order of a hash of their ids."""
    fit: list[T] = []
    rest: list[T] = []
    ordered = sorted(questions, key=lambda each: (each[1], hashlib.sha256(each[0].encode()).digest()))
    for number, (_, _, question) in enumerate(ordered):
        (fit, rest)[number % 2].append(question)
    return fit, rest


def answer_from(samples: Sequence[Sample], floors: Floors) -> tuple[float, int] | None:
    """The threshold, and how many answers are quoted rightly above it; None where none holds the floors.

    Of those that hold them, the one that quotes most rightly; of these the highest. Distance from what must not be
    quoted is kept otherwise: only what is clearly the best clause is quoted (tiers.py), and the other half must hold.
    """
    return max(_holding(samples, floors), key=lambda found: (found[1], found[0]), default=None)


def _holding(samples: Sequence[Sample], floors: Floors) -> Iterator[tuple[float, int]]:
    """Each threshold that holds the floors and quotes something, with how many it quotes rightly."""
    unanswerable = sum(not sample.answerable for sample in samples)
    ranked = sorted((sample for sample in samples if sample.may_answer), key=lambda sample: -sample.coverage)
    right = wrong = 0
    for number, sample in enumerate(ranked, start=1):
        right += sample.right
        wrong += not sample.answerable
        below = ranked[number].coverage if number < len(ranked) else 0.0
        holds = right >= floors.precision * number and wrong <= floors.wrong_share * unanswerable
        if right and holds and below < sample.coverage:
            # Half way to the next one that is left out: the widest margin on both sides.
            yield round((sample.coverage + below) / 2, 4), right


def suggest_from(samples: Sequence[Sample], at_most: float) -> float:
    """The threshold that best keeps questions with the right clause among the nearest from those with none."""
    with_near = sum(sample.near for sample in samples) or 1
    without = sum(not sample.answerable for sample in samples) or 1
    best, chosen = float("-inf"), at_most
    for threshold in sorted({round(sample.coverage, 4) for sample in samples if sample.coverage <= at_most}):
        offered = [sample for sample in samples if sample.may_answer and sample.coverage >= threshold]
        kept = sum(sample.near for sample in offered) / with_near
        bothered = sum(not sample.answerable for sample in offered) / without
        gain = kept - BOTHERED * bothered
        if gain > best:
            best, chosen = gain, threshold
    return chosen
