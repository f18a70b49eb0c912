"""Facts that speech tells: a text can be heard, or could not be spoken."""

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
