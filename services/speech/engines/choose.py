"""Which engine speaks which voice: the one preferred for it, else the first of the configured order that has it.

Promises: a voice spoken by another engine than its first choice is marked as a fallback, and `status` names the engines
in use, those missing, and why; nothing falls back unsaid. One that could not start is tried again after RETRY_SECONDS,
so that a voice file laid down, or a machine that came back, needs no restart.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from services.speech.engines.synthesiser import EngineNotReady, Synthesiser
from services.speech.rules.errors import NoVoiceEngine
from services.speech.rules.voices import READ_BY

RETRY_SECONDS = 30.0
Maker = Callable[[], Synthesiser]


@runtime_checkable
class Remote(Protocol):
    """An engine that can go away after it was ready."""

    def check(self) -> None:
        """Raises EngineNotReady."""


@dataclass(frozen=True)
class Choice:
    engine: Synthesiser
    fallback: bool


class Engines:
    def __init__(
        self,
        order: Sequence[str],
        makers: Mapping[str, Maker],
        *,
        read_by: Sequence[str] = READ_BY,
        preferred: Mapping[str, str] | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """`order` is the configured preference; each maker starts its engine or raises EngineNotReady. `read_by`: the
        voices that articles are read by. `preferred`: a voice's own first choice."""
        self.read_by = tuple(read_by)
        self._order, self._makers, self._preferred = tuple(order), makers, dict(preferred or {})
        self._seconds = seconds
        self._ready: dict[str, Synthesiser] = {}
        self._problems: dict[str, str] = {}
        self._set_aside: frozenset[str] = frozenset()
        self._look()

    def choose(self, voice: str) -> Choice:
        self._look_again()
        first = self._first(voice)
        for name in dict.fromkeys((first, *self._order)):
            engine = self._ready.get(name)
            if engine is not None and name not in self._set_aside and voice in engine.voices:
                return Choice(engine, fallback=name != first)
        raise NoVoiceEngine(details={"voice": voice})

    def without(self, engine: Synthesiser) -> Engines:
        """The same engines but this one, which just failed: whoever speaks now is a fallback."""
        others = Engines.__new__(Engines)
        failed = self._set_aside | {name for name, ready in self._ready.items() if ready is engine}
        others.__dict__.update(self.__dict__, _set_aside=failed)
        return others

    @property
    def complete(self) -> bool:
        """Whether every voice that articles are read by is spoken by its first choice."""
        self._look_again()
        return not self._problems and not any(self.choose(voice).fallback for voice in self.read_by)

    @property
    def status(self) -> str:
        """One line for readiness: «nu-bac: piper …; nam-bac: espeak-ng … (dự phòng)»."""
        parts = [f"{voice}: {self._speaker(voice)}" for voice in self.read_by]
        return "; ".join([*parts, *(f"{name}: {problem}" for name, problem in self._problems.items())])

    def _speaker(self, voice: str) -> str:
        try:
            choice = self.choose(voice)
        except NoVoiceEngine:
            return "chưa có bộ đọc"
        return choice.engine.name + (" (dự phòng)" if choice.fallback else "")

    def _first(self, voice: str) -> str:
        return self._preferred.get(voice, self._order[0])

    def _look_again(self) -> None:
        if self._seconds() - self._looked_at >= RETRY_SECONDS:
            self._look()

    def _look(self) -> None:
        """Only what is missing is started; what can go away is asked whether it is still there."""
        self._looked_at = self._seconds()
        for name in self._order:
            try:
                engine = self._ready.get(name)
                if isinstance(engine, Remote):
                    engine.check()
                self._ready[name] = engine or self._makers[name]()
                self._problems.pop(name, None)
            except EngineNotReady as problem:
                self._ready.pop(name, None)
                self._problems[name] = str(problem)
