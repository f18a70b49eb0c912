"""When each written word of a text is heard: what lets a page light up the word that is being read.

Promises: entries are in the order of the sound; each names the block (0 is the title, i is `blocks[i - 1]`), the
characters in that block's text as the screen counts them (UTF-16 units, as in JavaScript, Java and Swift) and
milliseconds from the start of the recording. Several words said as one («18-NQ/TW») are one entry. What is said but
not written (a table summed up) is an entry without characters, `first == last == 0`: the block as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.speech.rules.segment_facts import Facts
from services.speech.rules.word_links import Link

MOST_ADDED = 12  # words that a reader may put before what is written: an item's mark, «Ảnh:»
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Timing:
    block: int
    first: int
    last: int
    start: int
    end: int


Span = tuple[int, int]


class Places:
    """Where the words of the segments stand in their blocks; segments come in the text's order."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._block = -1
        self._words: list[str] = []
        self._spans: list[Span] = []
        self._next = 0

    def of(self, block: int, words: Sequence[str]) -> list[Span | None]:
        """The span of each word; None for one that the block does not hold at this place."""
        if block != self._block:
            self._open(block)
        for added in range(min(MOST_ADDED, len(words) - 1) + 1):
            at = self._find(words[added:], skipping=added == 0)
            if at is not None:
                self._next = at + len(words) - added
                return [None] * added + list(self._spans[at : self._next])
        return [None] * len(words)

    def _open(self, block: int) -> None:
        text = self._texts[block]
        found = list(_WORD.finditer(text))
        self._block, self._next = block, 0
        self._words = [match.group() for match in found]
        self._spans = [(_units(text, match.start()), _units(text, match.end())) for match in found]

    def _find(self, words: Sequence[str], *, skipping: bool) -> int | None:
        """`skipping`: something before it may stay unread; what follows added words stands where reading is now."""
        wanted = list(words)
        last = len(self._words) - len(wanted) if skipping else self._next
        for at in range(self._next, last + 1):
            if self._words[at : at + len(wanted)] == wanted:
                return at
        return None


def timings_of(
    block: int, spans: Sequence[Span | None], links: Sequence[Link], facts: Facts, begin: float
) -> Iterator[Timing]:
    """Of one segment that begins at second `begin`. When the engine could not tell its words apart, nothing finer than
    the segment is claimed."""
    if not facts.heard:
        yield _timing(block, spans, begin, begin + facts.seconds)
        return
    for link in links:
        first, last = link.spoken
        if first < last and link.original[0] < link.original[1]:
            within = spans[slice(*link.original)]
            yield _timing(block, within, begin + facts.heard[first][0], begin + facts.heard[last - 1][1])


def _timing(block: int, spans: Sequence[Span | None], start: float, end: float) -> Timing:
    written = [span for span in spans if span is not None]
    first, last = (written[0][0], written[-1][1]) if written else (0, 0)
    return Timing(block, first, last, round(start * 1000), round(end * 1000))


def _units(text: str, position: int) -> int:
    return position if text.isascii() else len(text[:position].encode("utf-16-le")) // 2
