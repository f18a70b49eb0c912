"""Several readings of one field → one, and how sure it is.

Numbers and dates are voted on whole. Names and places are voted on word by word among the readings that see the same
number of words; a syllable that Vietnamese cannot have, or a family name that no family bears, weighs less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.identity.rules.card_reading import FieldReading
from services.identity.rules.card_values import Lexicon, value_of
from services.identity.rules.syllables import is_syllable

IMPOSSIBLE_SYLLABLE = 0.4
KNOWN_FAMILY = 1.6
WORD_BY_WORD = ("name", "place", "issuer")


@dataclass(frozen=True)
class Ballot:
    text: str
    weight: float
    """How far the reader is trusted, times how sure it was."""


def vote(kind: str, ballots: Sequence[Ballot], lexicon: Lexicon) -> FieldReading | None:
    """None where nobody was sure of anything: a reader's confidence can be 0."""
    ballots = [ballot for ballot in ballots if ballot.weight > 0]
    if not ballots:
        return None
    if kind not in WORD_BY_WORD:
        return _winner(ballots)
    words: dict[int, float] = defaultdict(float)
    for ballot in ballots:
        words[len(ballot.text.split())] += ballot.weight
    length = max(words, key=lambda count: words[count])
    same = [ballot for ballot in ballots if len(ballot.text.split()) == length]
    chosen = []
    for place in range(length):
        doubt = _doubt_of_families(lexicon) if kind == "name" and place == 0 else _doubt
        column = [Ballot(word, ballot.weight * doubt(word)) for ballot in same for word in [ballot.text.split()[place]]]
        chosen.append(_winner(column))
    text = value_of(kind, " ".join(word.text for word in chosen), lexicon)
    if text is None:
        return None
    agreeing = words[length] / sum(words.values())
    return FieldReading(text, round(min(word.confidence for word in chosen) * agreeing, 3))


def _winner(ballots: Sequence[Ballot]) -> FieldReading:
    weights: dict[str, float] = defaultdict(float)
    for ballot in ballots:
        weights[ballot.text] += ballot.weight
    best = max(weights, key=lambda text: weights[text])
    return FieldReading(best, round(weights[best] / sum(weights.values()), 3))


def _doubt(word: str) -> float:
    letters = word.strip(",.()")
    return 1.0 if not letters.isalpha() or is_syllable(letters) else IMPOSSIBLE_SYLLABLE


def _doubt_of_families(lexicon: Lexicon) -> Callable[[str], float]:
    return lambda word: _doubt(word) * (KNOWN_FAMILY if word.upper() in lexicon.family_names else 1.0)
