"""What every engine that speaks promises.

Promises: `synthesise` gives mono float samples in [-1, 1]; `word_times` has one entry for each word of
`text.split()`, or is empty when the engine could not tell. `name` is another one whenever the same text could sound
otherwise (version, voice file): kept segments go by it. An engine that cannot start raises EngineNotReady
with one sentence for the readiness page, when it is made and not at the first article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from services.speech.rules.spread import Samples


@dataclass(frozen=True)
class WordTime:
    start: float
    end: float


@dataclass(frozen=True)
class Audio:
    samples: Samples
    rate: int
    word_times: tuple[WordTime, ...] = ()


class Synthesiser(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def voices(self) -> frozenset[str]: ...

    def synthesise(self, text: str, voice: str) -> Audio: ...


class EngineNotReady(Exception):
    """One sentence that says what is missing, fit for a readiness page."""
