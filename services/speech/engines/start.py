"""The engines of this process, started from its settings."""

from __future__ import annotations

from collections.abc import Iterable

from services.speech.engines.choose import Engines
from services.speech.engines.espeak import Espeak
from services.speech.engines.narrator import Narrator
from services.speech.engines.reader import load_reader
from services.speech.engines.retelling import RetellingNarrator
from services.speech.engines.synthesiser import EngineNotReady, Synthesiser
from services.speech.rules.voices import VOICES
from services.speech.settings import VoiceSettings

KNOWN = ("piper", "espeak", "http")


def start_narrator(settings: VoiceSettings) -> Narrator:
    """Slow (a model is read and hashed): once per process. Raises ValueError for an engine or voice nobody knows."""
    order = _known("SPEECH_ENGINES", settings.engines, KNOWN)
    read_by = _known("SPEECH_VOICES", settings.voices, VOICES)
    preferred = _preferred(settings.voice_engines, order)

    def piper() -> Synthesiser:
        from services.speech.engines.piper import Piper  # a process that never uses it never loads it

        return Piper(settings.voice_folder)

    def espeak() -> Synthesiser:
        return Espeak(settings.espeak_library)

    def http() -> Synthesiser:
        from services.speech.engines.http import Http

        if settings.http_url is None:
            raise EngineNotReady("Chưa khai báo địa chỉ bộ đọc qua mạng (SPEECH_HTTP_URL).")
        return Http(settings.http_url, settings.http_seconds)

    makers = {"piper": piper, "espeak": espeak, "http": http}
    engines = Engines(order, makers, read_by=read_by, preferred=preferred)
    return RetellingNarrator(load_reader(settings.lexicon_folder), engines)


def _listed(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _known(setting: str, text: str, known: Iterable[str]) -> list[str]:
    chosen, names = _listed(text), list(known)
    unknown = [name for name in chosen if name not in names]
    if unknown or not chosen:
        raise ValueError(f"{setting}: {', '.join(unknown) or 'empty'}; known are {', '.join(names)}")
    return chosen


def _preferred(text: str, order: list[str]) -> dict[str, str]:
    """«nu-bac=http,nam-bac=piper»; an engine named here must stand in the order too."""
    pairs = [part.partition("=") for part in _listed(text)]
    wrong = [f"{voice}={engine}" for voice, _, engine in pairs if voice not in VOICES or engine not in order]
    if wrong:
        raise ValueError(f"SPEECH_VOICE_ENGINES: {', '.join(wrong)}; voice=engine, of SPEECH_ENGINES")
    return {voice: engine for voice, _, engine in pairs}
