"""What somebody may have meant who typed words that stand nowhere: keys of a typing method left in them, one or two
wrong letters, two syllables run together.

Guesses with the vocabulary of the whole index, in their order too. Whoever shows a guess first sees that the reader
himself finds something by it: a word that stands only in hidden texts is never told.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from shared.vietnamese.folding import pairs
from shared.vietnamese.typing import is_syllable, without_keys

MOST_OPTIONS = 8
# In a longer question a syllable that is one was meant: the texts only lack it.
SHORT = 5
# Who mistypes more than two words of a question is better served by what is nearest.
MOST_EDITED = 2
_BEAM = 12
MOST_GUESSES = 10
_COST_OF_EDIT = 2.5
_COST_OF_KEYS = 0.5
_WEIGHT_OF_WORD = 0.3

Seen = Callable[[Collection[str]], list[int]]
"""In how many things each of the terms stands, whoever may read them."""
Here = Callable[[Collection[str]], list[bool]]
"""Which of the terms stand in what the reader may read."""


@dataclass(frozen=True)
class Option:
    """`parts`: the syllables instead of the word; `edited`: other letters than were typed."""

    parts: tuple[str, ...]
    cost: float
    edited: bool = False


@dataclass(frozen=True)
class _Beam:
    value: float
    parts: list[str]
    edited: int


def guesses(
    words: tuple[str, ...],
    vocabulary: Mapping[str, int],
    pairs_seen: Seen,
    pairs_here: Here,
    *,
    most: int = MOST_GUESSES,
    short: int = SHORT,
) -> list[list[str]]:
    """Other words than those typed, the likeliest first. What stands beside a neighbour in what this reader may see is
    kept; what does so elsewhere is not, or he would learn of it by the guess that is missing."""
    kept = _beside(words, pairs_here)
    edit = [len(words) <= short or not is_syllable(word) for word in words]
    beams = [_Beam(0.0, [], 0)]
    for word, keep, may_edit in zip(words, kept, edit, strict=True):
        choice = [Option((word,), 0.0)] if keep else _options(word, vocabulary, pairs_seen, edit=may_edit)
        longer = [_and_then(beam, option) for beam in beams for option in choice]
        beams = _best([beam for beam in longer if beam.edited <= MOST_EDITED], vocabulary, pairs_seen)
    found = [beam.parts for beam in beams if tuple(beam.parts) != words]
    return [parts for parts in found if _stands(parts, set(words), pairs_seen)][:most]


def _stands(parts: list[str], typed: set[str], pairs_seen: Seen) -> bool:
    """Every other word stands beside a neighbour of it somewhere, or it would be any word that is spelt like it."""
    beside = _beside(tuple(parts), pairs_seen)
    return len(parts) == 1 or all(known for part, known in zip(parts, beside, strict=True) if part not in typed)


def _and_then(beam: _Beam, option: Option) -> _Beam:
    return _Beam(beam.value - option.cost, [*beam.parts, *option.parts], beam.edited + option.edited)


def _beside(words: tuple[str, ...], stand: Seen | Here) -> list[bool]:
    """Which of the words stand beside their left or right one somewhere."""
    counts = stand(pairs(words))
    return [any(counts[place] for place in (at - 1, at) if 0 <= place < len(counts)) for at in range(len(words))]


def _options(word: str, vocabulary: Mapping[str, int], pairs_seen: Seen, *, edit: bool) -> list[Option]:
    options = [Option((word,), 0.0 if word in vocabulary else 2 * _COST_OF_EDIT)]
    options += [Option((each,), _COST_OF_KEYS) for each in without_keys(word) if each in vocabulary]
    if edit and word.isalpha() and len(word) > 2:
        near = process.extract(
            word, vocabulary.keys(), scorer=OSA.distance, score_cutoff=2 if len(word) > 4 else 1, limit=40
        )
        ranked = sorted(near, key=lambda found: (found[1], -vocabulary[found[0]]))[:MOST_OPTIONS]
        options += [Option((other,), _COST_OF_EDIT * edits, edited=True) for other, edits, _ in ranked if other != word]
    if len(word) > 4:
        options += _apart(word, vocabulary, pairs_seen)
    return options


def _apart(word: str, vocabulary: Mapping[str, int], pairs_seen: Seen) -> Iterable[Option]:
    halves = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    real = [(left, right) for left, right in halves if left in vocabulary and right in vocabulary]
    counts = pairs_seen([f"{left}_{right}" for left, right in real])
    return [Option(half, _COST_OF_KEYS) for half, count in zip(real, counts, strict=True) if count]


def _best(longer: list[_Beam], vocabulary: Mapping[str, int], pairs_seen: Seen) -> list[_Beam]:
    """The likeliest beginnings; what the last words are worth is added to each."""
    lasts = ["_".join(beam.parts[-2:]) if len(beam.parts) > 1 else "" for beam in longer]
    counts = dict(zip(lasts, pairs_seen(lasts), strict=True))
    valued = []
    for beam, last in zip(longer, lasts, strict=True):
        pair = math.log(counts[last] + 0.01) if last else 0.0
        word = _WEIGHT_OF_WORD * math.log(vocabulary.get(beam.parts[-1], 0) + 0.1)
        valued.append(_Beam(beam.value + pair + word, beam.parts, beam.edited))
    return sorted(valued, key=lambda beam: beam.value, reverse=True)[:_BEAM]
