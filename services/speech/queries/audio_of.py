"""What of an article can be heard now."""

from __future__ import annotations

import msgspec

from services.speech.rules.permissions import may_listen
from services.speech.rules.voices import VOICES
from services.speech.store import audio as audios
from services.speech.store.audio import ArticleAudio
from shared.security import NotPermitted, citizens_may, helpers_may
from shared.usecase import Context, Id, Request


class AudioOf(Request):
    article_id: Id


class AudioItem(msgspec.Struct, frozen=True):
    voice: str
    label: str
    seconds: float
    blob_id: str
    bytes: int
    engine: str
    fallback: bool


class AudioView(msgspec.Struct, frozen=True):
    """`state`: none (no such article, or withdrawn), preparing, ready (at least one voice), failed."""

    state: str
    items: list[AudioItem]


@citizens_may
@helpers_may("read_news")
def audio_of(query: AudioOf, ctx: Context) -> AudioView:
    rows = audios.current(audios.of_article(query.article_id))
    if any(not may_listen(ctx.actor, row.audience) for row in rows):
        raise NotPermitted
    items = [_item(row) for row in rows if row.state == audios.READY]
    return AudioView(_state({row.state for row in rows}), items)


def _state(states: set[str]) -> str:
    ranked = (audios.READY, audios.PREPARING, audios.FAILED)
    return next((state for state in ranked if state in states), "none")


def _item(row: ArticleAudio) -> AudioItem:
    return AudioItem(row.voice, VOICES[row.voice].label, row.seconds, row.blob_id, row.bytes, row.engine, row.fallback)
