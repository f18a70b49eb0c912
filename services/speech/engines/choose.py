"""Which engine speaks which voice: the first of the configured order that is ready and has it.

Promises: a voice spoken by another engine than the first one configured is marked as a fallback, and `status`
names the engines in use, those missing, and why; nothing falls back unsaid.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from services.speech.engines.synthesiser import EngineNotReady, Synthesiser
from services.speech.rules.errors import NoVoiceEngine
from services.speech.rules.voices import READ_BY


@dataclass(frozen=True)
class Choice:
    engine: Synthesiser
    fallback: bool


class Engines:
    def __init__(self, order: Sequence[str], makers: Mapping[str, Callable[[], Synthesiser]]) -> None:
        """`order` is the configured preference; each maker starts its engine or raises EngineNotReady."""
        self._ready: list[tuple[str, Synthesiser]] = []
        self._problems: list[str] = []
        self._first = order[0]
        for name in order:
            try:
                self._ready.append((name, makers[name]()))
            except EngineNotReady as problem:
                self._problems.append(f"{name}: {problem}")

    def choose(self, voice: str) -> Choice:
        for name, engine in self._ready:
            if voice in engine.voices:
                return Choice(engine, fallback=name != self._first)
        raise NoVoiceEngine(details={"voice": voice})

    @property
    def complete(self) -> bool:
        """Whether the first engine configured speaks every voice that articles are read by."""
        return not self._problems and not any(self.choose(voice).fallback for voice in READ_BY)

    @property
    def status(self) -> str:
        """One line for readiness: «nu-bac: piper …; nam-bac: espeak-ng … (dự phòng)»."""
        parts = [f"{voice}: {self._speaker(voice)}" for voice in READ_BY]
        return "; ".join([*parts, *self._problems])

    def _speaker(self, voice: str) -> str:
        try:
            choice = self.choose(voice)
        except NoVoiceEngine:
            return "chưa có bộ đọc"
        return choice.engine.name + (" (dự phòng)" if choice.fallback else "")
