"""Facts that speech tells: a text can be heard, could not be spoken, or is wanted to be heard."""

from __future__ import annotations

from shared.contracts.registry import Event, event


@event("speech.audio_ready.v1")
class AudioReady(Event):
    """`fallback` says that a lesser engine spoke than the one configured; the page shows it."""

    audio_id: str
    article_id: str
    article_version: int
    audience: str
    voice: str
    engine: str
    fallback: bool
    seconds: float


@event("speech.audio_failed.v1", routing="optional")
class AudioFailed(Event):
    audio_id: str
    article_id: str
    article_version: int
    audience: str
    voice: str
    code: str


@event("speech.rereading_asked.v1")
class RereadingAsked(Event):
    """Readings were changed, and what was read before shall be read by them. Which texts, speech has written down."""

    rereading_id: str


@event("speech.reading_asked.v1")
class ReadingAsked(Event):
    """Somebody wants to hear a Party document, or that a stopped reading of any text goes on; who is not told. The text
    is speech's own copy of that version."""

    text_id: str
    text_version: int
    audience: str
