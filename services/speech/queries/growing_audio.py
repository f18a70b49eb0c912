"""The first sentences of a text that is still being read aloud, for who opened it before the recording was finished.

Nothing is done for it unless somebody listens: the sentences that were said are taken from the kept segments, in the
order of the text, levelled by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated

import msgspec

from services.speech.engines.growing import GrowingText
from services.speech.engines.reader import Reader
from services.speech.rules.errors import NothingToRead
from services.speech.rules.permissions import may_listen
from services.speech.store import audio as audios
from services.speech.store import texts
from services.speech.store.audio import ArticleAudio
from services.speech.store.segments import ArticleSegments
from services.speech.usecases.fresh_reader import fresh_reader
from shared.beside_hub import beside_hub
from shared.contracts.content import ArticlePublished
from shared.security import citizens_may, helpers_may
from shared.usecase import Context, Id, Request

Number = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
MOST_AT_ONCE = 40


class GrowingAudio(Request):
    """`first`: the segment to go on with. `until`: the one after the last, as an answer before named it; only then the
    sound is made."""

    article_id: Id
    voice: str
    first: Number = 0
    until: Number | None = None


class GrowingView(msgspec.Struct, frozen=True):
    """`next`: what to ask for after this portion; the same as `first` while nothing new is said. `words`: as the
    finished recording's, from the start of this portion. `ended`: it was the last portion. `finished`: there is
    nothing more to wait for here; the page has the recording, or tells why not."""

    first: int
    next: int
    seconds: float
    words: list[tuple[int, int, int, int, int]]
    ended: bool
    finished: bool
    audio: bytes = b""


@citizens_may
@helpers_may("read_news")
def growing_audio(query: GrowingAudio, ctx: Context) -> GrowingView:
    """Raises NothingToRead also for what the caller may not hear."""
    rows = audios.current(audios.of_article(query.article_id))
    if not rows or any(not may_listen(ctx.actor, row.audience, row.roles) for row in rows):
        raise NothingToRead
    row, text = _read_by(query.voice, rows), texts.find(query.article_id)
    if row is None or text is None or text.article_version != row.article_version:
        return GrowingView(query.first, query.first, 0.0, [], False, True)
    until = None if query.until is None else min(query.until, query.first + MOST_AT_ONCE)
    growing = _growing(_Text(text), fresh_reader().current(), row.engine, row.voice)
    portion = growing.portion(query.first, ArticleSegments(query.article_id), until)
    audio = beside_hub(portion.encode) if until is not None else b""
    words = [(word.block, word.first, word.last, word.start, word.end) for word in portion.words]
    finished = row.state != audios.PREPARING
    return GrowingView(portion.first, portion.next, round(portion.seconds, 3), words, portion.ended, finished, audio)


def _read_by(voice: str, rows: Sequence[ArticleAudio]) -> ArticleAudio | None:
    """Finished, too: who began to listen while it grew hears it to its end."""
    there = (audios.PREPARING, audios.READY)
    return next((row for row in rows if row.voice == voice and row.engine and row.state in there), None)


class _Text:
    """A text as a key of what is remembered: its id and version say which it is."""

    def __init__(self, text: ArticlePublished) -> None:
        self.text = text

    def __hash__(self) -> int:
        return hash((self.text.article_id, self.text.article_version))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Text) and hash(self) == hash(other)


@lru_cache(maxsize=8)
def _growing(text: _Text, reader: Reader, engine: str, voice: str) -> GrowingText:
    return GrowingText(reader, engine, voice, text.text.title, text.text.blocks)
