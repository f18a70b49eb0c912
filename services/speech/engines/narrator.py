"""A whole article, read: cut into segments, said by one engine in one voice, joined, judged, encoded.

Promises: raises NothingToSay, TextTooLong or SpeechNotGoodEnough when repeating could not help. A segment that the
cache holds is not said again; memory does not grow with the text but for the finished MP3 and its timings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from services.speech.engines.assemble import BIT_RATE, Piece, Track, encode_mp3, trimmed
from services.speech.engines.choose import Choice, Engines
from services.speech.engines.reader import Reader
from services.speech.engines.segment_cache import (
    MemorySegments,
    SegmentCache,
    facts_of,
    pack,
    unpack,
)
from services.speech.engines.spelling import Said, ended, said_of
from services.speech.rules.errors import NothingToSay, SpeechNotGoodEnough, TextTooLong
from services.speech.rules.gates import GateReport, Gauge
from services.speech.rules.segment_facts import Facts, SegmentLost
from services.speech.rules.segments import characters_of
from services.speech.rules.spread import Samples
from services.speech.rules.timings import Places, Timing, timings_of
from shared.contracts.content import Block

LONGEST_TEXT = 200_000  # characters, three to four hours: what one file may be, at 21 MB an hour
TRIES = 3
OnSegment = Callable[[int, int], None]
OnEngine = Callable[[str], None]


@dataclass(frozen=True)
class Recording:
    mp3: bytes
    seconds: float
    engine: str
    fallback: bool
    reader: str
    desk: int
    wording: str
    report: GateReport
    timings: tuple[Timing, ...]

    @staticmethod
    def seconds_of(length: int) -> float:
        """Of an MP3 of this many bytes; the bit rate is constant."""
        return round(length * 8 / (BIT_RATE * 1000), 1)


class Narrator:
    def __init__(self, reader: Reader, engines: Engines) -> None:
        self.reader = reader
        self.engines = engines
        self._last_read: tuple[Any, list[Said]] = (None, [])

    def record(
        self,
        title: str,
        blocks: Sequence[Block],
        voice: str,
        cache: SegmentCache | None = None,
        on_segment: OnSegment = lambda _done, _of: None,
        *,
        on_engine: OnEngine = lambda _name: None,
    ) -> Recording:
        """`on_segment` is told how many segments are said, of how many; what it raises ends the work, and what was said
        until then stays in the cache. `on_engine` is told who speaks, before the first of them."""
        if characters_of(title, blocks) > LONGEST_TEXT:
            raise TextTooLong
        choice, kept = self.engines.choose(voice), cache or MemorySegments()
        on_engine(choice.engine.name)
        if self._last_read[0] != self._wanted(title, blocks, voice, choice):
            # The first sentence is said before the rest is spelled out: somebody may be waiting for it.
            beginning = said_of(self.reader, choice.engine.name, voice, title, blocks[:1])
            _say(list(islice(beginning, 1)), choice, voice, kept, on_segment)
        said = self._read_once(title, blocks, voice, choice)
        if not said:
            raise NothingToSay
        for left in reversed(range(TRIES)):
            try:
                facts = _say(said, choice, voice, kept, on_segment)
                return self._join([title, *(block.text for block in blocks)], said, facts, choice, kept)
            except SegmentLost:
                if not left:
                    raise
        raise AssertionError

    def wording(self, title: str, blocks: Sequence[Block], voice: str) -> str:
        """A digest of the words that would be said: another one whenever a recording would sound otherwise but for its
        engine."""
        return _wording(self._read_once(title, blocks, voice, self.engines.choose(voice)))

    def _wanted(self, title: str, blocks: Sequence[Block], voice: str, choice: Choice) -> Any:
        return (self.reader.version, choice.engine.name, voice, title, list(blocks))

    def _read_once(self, title: str, blocks: Sequence[Block], voice: str, choice: Choice) -> list[Said]:
        """A long text comes back every few seconds, and spelling an hour of it takes two of them."""
        wanted = self._wanted(title, blocks, voice, choice)
        if self._last_read[0] != wanted:
            self._last_read = (wanted, list(said_of(self.reader, choice.engine.name, voice, title, blocks)))
        return self._last_read[1]

    def _join(
        self, texts: Sequence[str], said: Sequence[Said], facts: dict[str, Facts], choice: Choice, cache: SegmentCache
    ) -> Recording:
        track = Track([_piece(one, facts[one.key], cache) for one in said])
        gauge = Gauge(track.length, track.rate)
        mp3 = encode_mp3(_gauged(track.levelled(), gauge), track.rate)
        report = gauge.report(sum(len(one.spoken.words) for one in said), sum(one.segment.pause for one in said))
        if not report.passed:
            raise SpeechNotGoodEnough(details={"reasons": ", ".join(report.reasons)})
        timings = tuple(_timings(texts, said, facts, track.starts))
        return Recording(
            mp3=mp3,
            seconds=track.seconds,
            engine=choice.engine.name,
            fallback=choice.fallback,
            reader=self.reader.version,
            desk=self.reader.desk,
            wording=_wording(said),
            report=report,
            timings=timings,
        )


def _say(
    said: Sequence[Said], choice: Choice, voice: str, cache: SegmentCache, on_segment: OnSegment
) -> dict[str, Facts]:
    facts = cache.find({one.key for one in said})
    missing = {one.key: ended(one.spoken.text) for one in said if one.key not in facts}
    of = len(facts) + len(missing)
    for key, text in missing.items():
        on_segment(len(facts), of)
        audio = trimmed(choice.engine.synthesise(text, voice))
        facts[key] = cache.keep(key, facts_of(audio), pack(audio.samples))
    return facts


def _wording(said: Sequence[Said]) -> str:
    digest = hashlib.sha256()
    for one in said:
        digest.update(f"{one.spoken.text}\x1e".encode())
    return digest.hexdigest()[:40]


def _piece(one: Said, facts: Facts, cache: SegmentCache) -> Piece:
    return Piece(facts.length, facts.rate, one.segment.pause, lambda: unpack(cache.load(one.key)))


def _gauged(blocks: Iterator[Samples], gauge: Gauge) -> Iterator[Samples]:
    for block in blocks:
        gauge.add(block)
        yield block


def _timings(
    texts: Sequence[str], said: Sequence[Said], facts: dict[str, Facts], starts: Sequence[float]
) -> Iterator[Timing]:
    places = Places(texts)
    for one, begin in zip(said, starts, strict=True):
        block = one.segment.paragraph
        spans = places.of(block, one.spoken.original_words)
        yield from timings_of(block, spans, one.spoken.links, facts[one.key], begin)
