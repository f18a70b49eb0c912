"""Quote, offer or hand over: how much of the question the clause covers, weighed by how rare each part is.

A part that stands in no document at all weighs most: a question about something unwritten stays uncovered
and goes to a person, however well its ordinary words match. A model may only reword what passes here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from services.assistant.rules.expected import says
from services.assistant.rules.follow_up import Fit, fit
from services.assistant.rules.policy import Policy
from services.assistant.rules.question import Reading
from shared.vietnamese.folding import pairs, syllables

# "talk": small talk, answered by a fixed sentence (small_talk.py).
Tier = Literal["answer", "suggest", "handover", "talk"]


# So many clauses are offered.
NEAREST = 3
# Coverages that differ by less differ by a word that says nothing.
AS_GOOD = 0.02
# What covers so much more than another fits clearly better. Of less than `UNDOUBTED`, the best is quoted only where it
# does so: where two clauses say about the same of a question, it usually asks about something that neither says. Both
# numbers were chosen on the fit half of the golden questions.
CLEAR_BY = 0.07
UNDOUBTED = 0.8
# Passages are compared with many questions; each takes some 15 kB.
KEPT_PASSAGES = 512


@dataclass(frozen=True)
class Verdict:
    tier: Tier
    coverage: float


class Weighed:
    """Parts of a question, each weighed by its rarity: once for all passages that it is compared with. The share found
    in one is 0 for no question."""

    def __init__(self, parts: Sequence[str], rarity: Mapping[str, float]) -> None:
        self.weights = {part: rarity[part] for part in parts}
        self.whole = sum(self.weights.values())

    def share_in(self, present: AbstractSet[str]) -> float:
        found = sum(weight for part, weight in self.weights.items() if part in present)
        return found / self.whole if self.whole else 0.0


def judge(
    reading: Reading,
    passage: str,
    rarity: Mapping[str, float],
    policy: Policy,
    *,
    clause: str | None = None,
    next_best: Sequence[str] = (),
) -> Verdict:
    """`passage` is the best clause with its headings, `clause` its own words, `next_best` the passages after it. Where
    more clauses say all of it than can be offered, too little was asked to quote any of them: "họp chi bộ" is in every
    second one. Nor is a clause quoted that is not clearly the best, or has nothing of the kind that was asked for."""
    covered, *others = _coverages(reading, [passage, *next_best[:NEAREST]], rarity, policy)
    tier = _tier(covered, reading, policy)
    if tier == "answer":
        too_many = len(others) == NEAREST and min(others) >= covered - AS_GOOD
        # What goes on from another question was chosen by that one, too.
        doubted = not reading.former and covered < UNDOUBTED and max(others, default=0.0) > covered - CLEAR_BY
        another_kind = (
            reading.asks_for is not None
            and clause is not None
            and not says(reading.asks_for, clause, reading.syllables)
        )
        tier = "suggest" if too_many or doubted or another_kind else "answer"
    return Verdict(tier, covered)


def fits_of(reading: Reading, passages: Sequence[str], rarity: Mapping[str, float], policy: Policy) -> list[Fit]:
    """`rarity` knows `parts_of(reading)`. Of a question said in several ways the best fitting counts."""
    ways = [(Weighed(pairs(list(way)), rarity), Weighed(way, rarity)) for way in (reading.syllables, *reading.others)]
    former = [*reading.former, *reading.former_pairs]
    weights = policy.weights
    found = []
    for passage in passages:
        present = _parts_in(passage)
        covered = max(
            weights.bigrams * of_pairs.share_in(present) + weights.syllables * of_syllables.share_in(present)
            for of_pairs, of_syllables in ways
        ) / (weights.bigrams + weights.syllables)
        found.append(fit(covered, former, present, rarity) if former else Fit(covered, covered))
    return found


def _coverages(reading: Reading, passages: Sequence[str], rarity: Mapping[str, float], policy: Policy) -> list[float]:
    return [each.covered for each in fits_of(reading, passages, rarity, policy)]


def clearly_better(reading: Reading, passages: Sequence[str], rarity: Mapping[str, float], policy: Policy) -> int:
    """The place of the passage that covers clearly more of the question than the first, else 0. A retriever weighs long
    and short clauses, and everyday words beside those of regulations; what is asked for may stand right behind."""
    covered = _coverages(reading, passages, rarity, policy)
    best = max(range(len(covered)), key=lambda place: (covered[place], -place), default=0)
    return best if covered and covered[best] >= covered[0] + CLEAR_BY else 0


@lru_cache(maxsize=KEPT_PASSAGES)
def _parts_in(passage: str) -> frozenset[str]:
    parts = syllables(passage)
    return frozenset([*parts, *pairs(parts)])


def parts_of(reading: Reading) -> list[str]:
    """Every syllable and pair that a clause may have of the question."""
    others = [part for way in reading.others for part in (*way, *pairs(list(way)))]
    asked = [*reading.syllables, *reading.bigrams, *others, *reading.former, *reading.former_pairs]
    return list(dict.fromkeys(asked))


def _tier(covered: float, reading: Reading, policy: Policy) -> Tier:
    if reading.must_hand_over or covered < policy.suggest_from:
        return "handover"
    known = len(reading.syllables) + len(reading.former)
    if covered < policy.answer_from or known < policy.fewest_syllables:
        return "suggest"
    return "answer"
