"""What speech reads from the environment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shared.settings import BaseSettings, MediaSettings, load, setting


@dataclass(frozen=True, kw_only=True)
class VoiceSettings:
    """Enough to speak; the command line needs no more."""

    engines: str = setting(
        "SPEECH_ENGINES",
        doc="Engines in order of preference, `piper,espeak`; a later one is the named fallback of the first.",
        default="piper,espeak",
    )
    voice_folder: Path = setting(
        "SPEECH_VOICE_FOLDER",
        doc="Folder with Piper's voice files and the `voices.toml` that names them and their sha256.",
        default=Path("data/voices"),
    )
    lexicon_folder: Path | None = setting(
        "SPEECH_LEXICON_FOLDER",
        doc="Folder of the province's own reading tables (CSV), laid over the shipped ones.",
        default=None,
    )
    espeak_library: Path | None = setting(
        "SPEECH_ESPEAK_LIBRARY",
        doc="Path of libespeak-ng; without it the packaged one is used, then the system's.",
        default=None,
    )


@dataclass(frozen=True, kw_only=True)
class Settings(VoiceSettings, MediaSettings, BaseSettings):
    """A process of speech."""


__all__ = ["Settings", "VoiceSettings", "load"]
