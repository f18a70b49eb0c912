"""The place of a hit in the original text, with the words that were looked for marked.

Of several words, those that stand side by side are marked; a lone "của" elsewhere in the sentence is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from services.content.rules.search_query import Asked
from shared.vietnamese.folding import words_with_places

LONGEST_SNIPPET = 240
_BEFORE = 70
_WORTH_OF_PAIR = 4
_MOST_IN_SNIPPET = 60


class Piece(msgspec.Struct, frozen=True):
    """`hit`: the words that were looked for."""

    text: str
    hit: bool = False


@dataclass(frozen=True)
class _Hit:
    """`found`: which of the words looked for; `pair`: which pair of them begins or ends here, "" for none."""

    begin: int
    end: int
    found: str
    pair: str
    with_tones: bool


class Marking:
    """A text and what of it is marked for what was asked."""

    def __init__(self, text: str, asked: Asked) -> None:
        self._text = text
        self._asked = asked
        self._places = list(words_with_places(text))
        hits = _hits(self._places, asked)
        if asked.pairs:
            self._hits = [hit for hit in hits if hit.pair]
        else:
            exact = [hit for hit in hits if hit.with_tones] if asked.accented else []
            self._hits = exact or hits

    @property
    def worth(self) -> int:
        """How much of what was looked for stands in the text, to choose among passages; 0: nothing is marked."""
        with_tones = sum(hit.with_tones for hit in self._hits)
        return _worth(self._hits) * 10 + min(with_tones, 9)

    @property
    def has_all(self) -> bool:
        """All that was looked for stands here, with its tones where they were typed: no other passage is better."""
        if self._asked.pairs:
            return {hit.pair for hit in self._hits} == set(self._asked.pairs)
        return any(hit.with_tones or not self._asked.accented for hit in self._hits)

    def whole(self) -> list[Piece]:
        """The text from its first to its last letter."""
        return self._pieces(0, len(self._text))

    def cut(self) -> list[Piece]:
        """The best stretch of the text; its beginning where nothing is found in it."""
        if len(self._text) <= LONGEST_SNIPPET:
            return self.whole()
        begin = self._begin(self._best_start())
        end = self._end(begin)
        more = end < len(self._text)
        return [*([Piece("… ")] if begin else []), *self._pieces(begin, end), *([Piece(" …")] if more else [])]

    def _best_start(self) -> int:
        """Where the stretch begins that holds most: the beginning of its first marked word."""
        best, start = -1, 0
        for index, first in enumerate(self._hits):
            near = self._hits[index : index + _MOST_IN_SNIPPET]
            value = _worth([hit for hit in near if hit.end - first.begin <= LONGEST_SNIPPET - _BEFORE])
            if value > best:
                best, start = value, first.begin
        return start

    def _begin(self, start: int) -> int:
        """At the beginning of the sentence where it is near, else at a word."""
        if start <= _BEFORE:
            return 0
        sentence = max(self._text.rfind(mark, start - _BEFORE, start) for mark in (". ", "\n", "; "))
        if sentence >= 0:
            return next((place[0] for place in self._places if place[0] > sentence), start)
        return next((place[0] for place in self._places if place[0] >= start - _BEFORE // 2), start)

    def _end(self, begin: int) -> int:
        if len(self._text) - begin <= LONGEST_SNIPPET:
            return len(self._text)
        ends = [end for _, end, _, _ in self._places if begin < end <= begin + LONGEST_SNIPPET]
        return ends[-1] if ends else begin + LONGEST_SNIPPET

    def _pieces(self, begin: int, end: int) -> list[Piece]:
        """Marked words with no more than a space or a comma between them are one piece."""
        text = self._text
        runs: list[tuple[int, int]] = []
        for hit in self._hits:
            if not begin <= hit.begin < hit.end <= end:
                continue
            if runs and not text[runs[-1][1] : hit.begin].strip(" ,-/–"):
                runs[-1] = (runs[-1][0], hit.end)
            else:
                runs.append((hit.begin, hit.end))
        pieces, at = [], begin
        for first, last in runs:
            pieces += [Piece(text[at:first])] if first > at else []
            pieces.append(Piece(text[first:last], hit=True))
            at = last
        return pieces + ([Piece(text[at:end])] if at < end else [])


_Places = Sequence[tuple[int, int, tuple[str, ...], str]]


def _hits(places: _Places, asked: Asked) -> list[_Hit]:
    wanted, neighbours, accented = set(asked.words), set(asked.pairs), set(asked.accented)
    hits = []
    for at, (begin, end, folded, typed) in enumerate(places):
        if wanted.isdisjoint(folded):
            continue
        # The word with the last part of the one before it and the first of the one after it.
        around = [
            *(places[at - 1][2][-1:] if at else ()),
            *folded,
            *(places[at + 1][2][:1] if at + 1 < len(places) else ()),
        ]
        pair = next((pair for left, right in pairwise(around) if (pair := f"{left}_{right}") in neighbours), "")
        found = next(part for part in folded if part in wanted)
        hits.append(_Hit(begin, end, found, pair, typed in accented))
    return hits


def _worth(hits: Sequence[_Hit]) -> int:
    return _WORTH_OF_PAIR * len({hit.pair for hit in hits} - {""}) + len({hit.found for hit in hits})
