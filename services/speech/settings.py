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
        doc="Engines in order of preference, of `piper,espeak,http`; a later one is the named fallback of the first.",
        default="piper,espeak",
    )
    voices: str = setting(
        "SPEECH_VOICES",
        doc="Voices that articles are read by, of `nu-bac,nam-bac,nu-trung,nam-trung,nu-nam,nam-nam`.",
        default="nu-bac,nam-bac",
    )
    voice_engines: str = setting(
        "SPEECH_VOICE_ENGINES",
        doc="A voice's own first choice, `nu-bac=http,nam-bac=piper`; without it the order of `SPEECH_ENGINES`.",
        default="",
    )
    http_url: str | None = setting(
        "SPEECH_HTTP_URL",
        doc="Where the engine `http` is asked, `http://machine:port`; docs/speech.md has the contract.",
        default=None,
    )
    http_seconds: float = setting(
        "SPEECH_HTTP_SECONDS",
        doc="So long the engine `http` may take for one sentence; then the next engine reads the text.",
        default=20.0,
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

    segment_days: int = setting(
        "SPEECH_SEGMENT_DAYS",
        doc="Days that a spoken sentence is kept after a text last used it, so that a correction costs one paragraph.",
        default=90,
    )
    segment_megabytes: int = setting(
        "SPEECH_SEGMENT_MEGABYTES",
        doc="Room for spoken sentences (120 MB an hour); the longest unused go first, nothing used within a day.",
        default=10_000,
    )
    slice_seconds: float = setting(
        "SPEECH_SLICE_SECONDS",
        doc="A long text is read in turns of so many seconds; a notice waits at most one turn of each text in work.",
        default=15.0,
    )


__all__ = ["Settings", "VoiceSettings", "load"]
