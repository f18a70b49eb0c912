"""The engines of this process, started from its settings."""

from __future__ import annotations

from services.speech.engines.choose import Engines
from services.speech.engines.espeak import Espeak
from services.speech.engines.narrator import Narrator
from services.speech.engines.reader import load_reader
from services.speech.engines.synthesiser import Synthesiser
from services.speech.settings import VoiceSettings

KNOWN = ("piper", "espeak")


def start_narrator(settings: VoiceSettings) -> Narrator:
    """Slow (a model is read and hashed): once per process. Raises ValueError for an engine nobody knows."""
    order = [name.strip() for name in settings.engines.split(",") if name.strip()]
    unknown = [name for name in order if name not in KNOWN]
    if unknown or not order:
        raise ValueError(f"SPEECH_ENGINES: {', '.join(unknown) or 'empty'}; known are {', '.join(KNOWN)}")

    def piper() -> Synthesiser:
        from services.speech.engines.piper import Piper  # a process that never uses it never loads it

        return Piper(settings.voice_folder)

    def espeak() -> Synthesiser:
        return Espeak(settings.espeak_library)

    return Narrator(load_reader(settings.lexicon_folder), Engines(order, {"piper": piper, "espeak": espeak}))
