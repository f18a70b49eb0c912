"""Quote, offer or hand over: how much of the question the clause covers, weighed by how rare each part is.

A part that stands in no document at all weighs most: a question about something unwritten stays uncovered
and goes to a person, however well its ordinary words match. A model may only reword what passes here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from services.assistant.rules.folding import bigrams, syllables
from services.assistant.rules.policy import Policy
from services.assistant.rules.question import Reading

Tier = Literal["answer", "suggest", "handover"]


@dataclass(frozen=True)
class Verdict:
    tier: Tier
    coverage: float


def coverage(asked: Sequence[str], present: set[str], rarity: Mapping[str, float]) -> float:
    """Share of the question's parts found in the clause, each weighed by its rarity; 0 for no question."""
    weights = {part: rarity[part] for part in asked}
    whole = sum(weights.values())
    return sum(weight for part, weight in weights.items() if part in present) / whole if whole else 0.0


def judge(reading: Reading, passage: str, rarity: Mapping[str, float], policy: Policy) -> Verdict:
    """`passage` is the best clause with its headings."""
    parts = syllables(passage)
    of_bigrams = coverage(reading.bigrams, set(bigrams(parts)), rarity)
    of_syllables = coverage(reading.syllables, set(parts), rarity)
    weights = policy.weights
    whole = weights.bigrams + weights.syllables
    covered = (weights.bigrams * of_bigrams + weights.syllables * of_syllables) / whole
    return Verdict(_tier(covered, reading, policy), covered)


def _tier(covered: float, reading: Reading, policy: Policy) -> Tier:
    if reading.must_hand_over or covered < policy.suggest_from:
        return "handover"
    if covered < policy.answer_from or len(reading.syllables) < policy.fewest_syllables:
        return "suggest"
    return "answer"
