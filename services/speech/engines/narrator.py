"""A whole article, read: cut into segments, said by one engine in one voice, joined, judged, encoded.

Promises: raises NothingToSay, TextTooLong or SpeechNotGoodEnough when repeating could not help.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.speech.engines.assemble import BIT_RATE, assemble, encode_mp3
from services.speech.engines.choose import Engines
from services.speech.engines.reader import Reader
from services.speech.engines.synthesiser import Audio
from services.speech.rules.errors import NothingToSay, SpeechNotGoodEnough, TextTooLong
from services.speech.rules.gates import GateReport, check
from services.speech.rules.segments import LONGEST_ARTICLE, segments_of


@dataclass(frozen=True)
class Recording:
    mp3: bytes
    seconds: float
    engine: str
    fallback: bool
    reader: str
    report: GateReport

    @staticmethod
    def seconds_of(length: int) -> float:
        """Of an MP3 of this many bytes; the bit rate is constant."""
        return round(length * 8 / (BIT_RATE * 1000), 1)


class Narrator:
    def __init__(self, reader: Reader, engines: Engines) -> None:
        self.reader = reader
        self.engines = engines

    def record(self, title: str, paragraphs: Sequence[str], voice: str) -> Recording:
        if len(title) + sum(map(len, paragraphs)) > LONGEST_ARTICLE:
            raise TextTooLong
        choice = self.engines.choose(voice)
        pieces: list[tuple[Audio, float]] = []
        syllables = 0
        for segment in segments_of(title, paragraphs, self.reader.lexicon.abbreviations):
            spoken = self.reader.spoken(segment.text)
            if spoken.words:
                pieces.append((choice.engine.synthesise(_ended(spoken.text), voice), segment.pause))
                syllables += len(spoken.words)
        if not pieces:
            raise NothingToSay
        track = assemble(pieces)
        report = check(track.samples, track.rate, syllables, sum(pause for _, pause in pieces))
        if not report.passed:
            raise SpeechNotGoodEnough(details={"reasons": ", ".join(report.reasons)})
        return Recording(
            encode_mp3(track), track.seconds, choice.engine.name, choice.fallback, self.reader.version, report
        )


def _ended(text: str) -> str:
    """A sentence without its full stop is read with the voice left hanging."""
    return text if text[-1] in ".!?" else f"{text}."
