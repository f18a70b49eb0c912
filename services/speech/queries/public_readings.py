"""What everybody may hear without an account: readings of articles that stand open, of exactly the text that is open.

While a newer text of an article is published and not opened, nothing of it is heard here: its older recording is gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

import msgspec

from services.speech.rules.errors import NothingToRead
from services.speech.rules.voices import VOICES
from services.speech.store import audio as audios
from services.speech.store import opened
from services.speech.store.audio import ArticleAudio
from services.speech.store.opened import OpenedArticle
from shared.usecase import Context, Id, Request

MOST = 100


class PublicReadings(Request):
    """`article_ids`: only these, for a book; without them the latest."""

    article_ids: Annotated[list[Id], msgspec.Meta(max_length=200)] | None = None


class PublicReading(msgspec.Struct, frozen=True):
    article_id: str
    title: str
    opened_at: datetime
    voice: str
    seconds: float
    bytes: int


class PublicReadingsView(msgspec.Struct, frozen=True):
    """The latest first, each by one voice."""

    items: list[PublicReading]


def public_readings(query: PublicReadings, _ctx: Context) -> PublicReadingsView:
    articles = opened.newest(MOST) if query.article_ids is None else opened.of(query.article_ids)
    rows = audios.of_articles([article.id for article in articles])
    heard = [(article, _by_one_voice(article, rows.get(article.id, []))) for article in articles]
    return PublicReadingsView(
        [
            PublicReading(article.id, article.title, article.opened_at, row.voice, row.seconds, row.bytes)
            for article, row in heard
            if row is not None
        ]
    )


class PublicAudio(Request):
    article_id: Id
    voice: str


class PublicAudioView(msgspec.Struct, frozen=True):
    blob_id: str


def public_audio(query: PublicAudio, _ctx: Context) -> PublicAudioView:
    """Raises NothingToRead also for what is not open."""
    article = opened.find(query.article_id)
    rows = [] if article is None else _of_open_text(article, audios.of_article(query.article_id))
    row = next((row for row in rows if row.voice == query.voice), None)
    if row is None:
        raise NothingToRead
    return PublicAudioView(row.blob_id)


def _by_one_voice(article: OpenedArticle, rows: Iterable[ArticleAudio]) -> ArticleAudio | None:
    order = list(VOICES)
    return min(_of_open_text(article, rows), key=lambda row: order.index(row.voice), default=None)


def _of_open_text(article: OpenedArticle, rows: Iterable[ArticleAudio]) -> list[ArticleAudio]:
    return [row for row in rows if row.state == audios.READY and row.article_version == article.article_version]
