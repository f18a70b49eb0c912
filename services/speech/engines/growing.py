"""The beginning of a text that is still being read: its kept segments in the text's order, some at a time.

Promises: each portion is levelled, checked and encoded by itself; sentences already spelled out are not spelled again
for the next portion. Does not: synthesise; what the worker has not said yet is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from services.speech.engines.assemble import QUICK, Piece, Track, encode_mp3
from services.speech.engines.reader import Reader
from services.speech.engines.segment_cache import SegmentCache, unpack
from services.speech.engines.spelling import Said, said_of
from services.speech.rules.gates import Gauge
from services.speech.rules.segment_facts import Facts, SegmentLost
from services.speech.rules.timings import Places, Span, Timing, timings_of
from shared.contracts.content import Block

FIRST_PORTION, PORTION_SECONDS = 1, 25.0  # the first is there as soon as one sentence is said
AT_ONCE = 12


@dataclass(frozen=True)
class Portion:
    """Segments `first` to `next` - 1; `words` in milliseconds from the portion's own start. Empty where first == next.
    `ended`: no segment comes after it."""

    first: int
    next: int
    seconds: float
    words: tuple[Timing, ...]
    ended: bool
    encode: Callable[[], bytes]


class GrowingText:
    def __init__(self, reader: Reader, engine: str, voice: str, title: str, blocks: Sequence[Block]) -> None:
        self._source: Iterator[Said] = said_of(reader, engine, voice, title, blocks)
        self._places = Places([title, *(block.text for block in blocks)])
        self._spelled: list[tuple[Said, list[Span | None]]] = []

    def portion(self, first: int, cache: SegmentCache, until: int | None = None) -> Portion:
        """From segment `first` on, as much as is there (to `until` where it is given), at most PORTION_SECONDS."""
        most = until if until is not None else first + (FIRST_PORTION if first == 0 else AT_ONCE)
        self._spell(most)
        wanted = [said for said, _ in self._spelled[first:most]]
        found = cache.find({said.key for said in wanted})
        taken: list[Said] = []
        seconds = 0.0
        for said in wanted:
            if said.key not in found or (until is None and seconds >= PORTION_SECONDS):
                break
            if taken and found[said.key].rate != found[taken[0].key].rate:
                break
            taken.append(said)
            seconds += found[said.key].seconds + said.segment.pause
        ended = first + len(taken) >= len(self._spelled) and not self._spell(first + len(taken) + 1)
        return self._made(first, taken, found, cache, ended=ended)

    def _spell(self, count: int) -> bool:
        """Whether there are so many."""
        for said in islice(self._source, max(0, count - len(self._spelled))):
            self._spelled.append((said, self._places.of(said.segment.paragraph, said.spoken.original_words)))
        return len(self._spelled) >= count

    def _made(
        self, first: int, taken: Sequence[Said], found: dict[str, Facts], cache: SegmentCache, *, ended: bool
    ) -> Portion:
        if not taken:
            return Portion(first, first, 0.0, (), ended, lambda: b"")
        track = Track([_piece(said, found[said.key], cache) for said in taken])
        words = tuple(
            timing
            for (said, spans), begin in zip(self._spelled[first : first + len(taken)], track.starts, strict=True)
            for timing in timings_of(said.segment.paragraph, spans, said.spoken.links, found[said.key], begin)
        )
        return Portion(first, first + len(taken), track.seconds, words, ended, lambda: _encoded(track, taken))


def _encoded(track: Track, taken: Sequence[Said]) -> bytes:
    """Nothing where the checks find that it is no speech: the finished recording tells why."""
    gauge, blocks = Gauge(track.length, track.rate), []
    try:
        for block in track.levelled():
            gauge.add(block)
            blocks.append(block)
    except SegmentLost:
        return b""
    report = gauge.report(sum(len(said.spoken.words) for said in taken), sum(said.segment.pause for said in taken))
    return encode_mp3(blocks, track.rate, QUICK) if report.passed else b""


def _piece(said: Said, facts: Facts, cache: SegmentCache) -> Piece:
    return Piece(facts.length, facts.rate, said.segment.pause, lambda: unpack(cache.load(said.key)))
