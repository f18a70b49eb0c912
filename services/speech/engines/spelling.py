"""A text as the sentences that are said one by one, each with its words and the key under which its sound is kept.

Promises: the same text, tables, engine and voice give the same keys, whoever asks; spelled out one by one, so that the
first can be said before the last is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.speech.engines.reader import Reader
from services.speech.engines.segment_cache import key_of
from services.speech.rules.normalise import Spoken
from services.speech.rules.segments import Segment, segments_of
from shared.contracts.content import Block


@dataclass(frozen=True)
class Said:
    segment: Segment
    spoken: Spoken
    key: str


def said_of(reader: Reader, engine: str, voice: str, title: str, blocks: Sequence[Block]) -> Iterator[Said]:
    """Without the segments that have no word."""
    for segment in segments_of(title, blocks, reader.lexicon.abbreviations):
        spoken = reader.spoken(segment.text)
        if spoken.words:
            yield Said(segment, spoken, key_of(engine, voice, ended(spoken.text)))


def ended(text: str) -> str:
    """A sentence without its full stop is read with the voice left hanging."""
    return text if text[-1] in ".!?" else f"{text}."
