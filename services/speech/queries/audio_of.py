"""What of an article can be heard now."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from services.speech.rules.permissions import may_listen
from services.speech.rules.voices import VOICES
from services.speech.store import audio as audios
from services.speech.store import documents
from services.speech.store.audio import ArticleAudio
from shared.security import citizens_may, helpers_may
from shared.usecase import Context, Id, Request


class AudioOf(Request):
    article_id: Id


class AudioItem(msgspec.Struct, frozen=True):
    voice: str
    label: str
    seconds: float
    blob_id: str
    timings_id: str | None
    bytes: int
    engine: str
    fallback: bool


class AudioView(msgspec.Struct, frozen=True):
    """`state`: none (no such article, withdrawn, or not for the caller), preparing, ready (at least one voice),
    stopped, failed.

    `progress`: percent, while a first voice is being prepared. `working`: a voice is still being read; `stopped`: an
    editor stopped one; both also where another voice is ready. `growing`: the voice in which one can listen to what was
    read so far (growing_audio).
    """

    state: str
    items: list[AudioItem]
    progress: int | None = None
    growing: str | None = None
    working: bool = False
    stopped: bool = False


@citizens_may
@helpers_may("read_news")
def audio_of(query: AudioOf, ctx: Context) -> AudioView:
    rows = audios.current(audios.of_article(query.article_id))
    if not rows and _is_asked_for(query.article_id, ctx):
        return AudioView(audios.PREPARING, [], 0)
    if any(not may_listen(ctx.actor, row.audience, row.roles) for row in rows):
        rows = []
    return audio_of_rows(rows)


def audio_of_rows(rows: Sequence[ArticleAudio]) -> AudioView:
    """Of the current rows of one article."""
    items = [_item(row) for row in rows if row.state == audios.READY]
    states = {row.state for row in rows}
    state, working, stopped = _state(states), audios.PREPARING in states, audios.STOPPED in states
    if state != audios.PREPARING:
        return AudioView(state, items, working=working, stopped=stopped)
    growing = growing_row(rows)
    return AudioView(state, items, _progress(rows), growing.voice if growing else None, working, stopped)


def growing_row(rows: Sequence[ArticleAudio]) -> ArticleAudio | None:
    """The voice that is being read now; none once another can be heard, or before anybody began."""
    if any(row.state == audios.READY for row in rows):
        return None
    return next((row for row in rows if row.state == audios.PREPARING and row.engine), None)


def _is_asked_for(document_id: str, ctx: Context) -> bool:
    """Before a worker takes it up there is no row yet, and whoever asked must see that it was heard."""
    document = documents.get(document_id)
    return (
        document is not None
        and document.asked_version == document.document_version
        and may_listen(ctx.actor, document.audience)
    )


def _progress(rows: Sequence[ArticleAudio]) -> int:
    return max(100 * (row.segments_said or 0) // (row.segments or 1) for row in rows)


def _state(states: set[str]) -> str:
    ranked = (audios.READY, audios.PREPARING, audios.STOPPED, audios.FAILED)
    return next((state for state in ranked if state in states), "none")


def _item(row: ArticleAudio) -> AudioItem:
    return AudioItem(
        row.voice,
        VOICES[row.voice].label,
        row.seconds,
        row.blob_id,
        row.timings_id,
        row.bytes,
        row.engine,
        row.fallback,
    )
