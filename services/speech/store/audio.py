"""One article's audio in one voice, and its way from preparing to ready, failed, replaced or withdrawn.

Promises: the id follows from article, version and voice, and the blob has the same id, so that work done twice meets
itself; ready and its event are one write. A row that no longer counts keeps its `blob_id` until the blob is gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import mongoengine as me

from shared import ids
from shared.contracts.content import ArticlePublished
from shared.contracts.speech import AudioFailed, AudioReady
from shared.outbox import Aggregate, change, create

PREPARING, READY, FAILED, REPLACED, WITHDRAWN = "preparing", "ready", "failed", "replaced", "withdrawn"
CONTENT_TYPE = "audio/mpeg"


class ArticleAudio(Aggregate):
    meta = {
        "collection": "audio",
        "auto_create_index": False,
        "indexes": [{"fields": ["article_id", "article_version"], "name": "audio_by_article"}],
    }

    article_id = me.StringField(required=True)
    article_version = me.IntField(required=True)
    audience = me.StringField(required=True)
    voice = me.StringField(required=True)
    state = me.StringField(required=True, choices=(PREPARING, READY, FAILED, REPLACED, WITHDRAWN))
    blob_id = me.StringField()
    bytes = me.IntField()
    seconds = me.FloatField()
    engine = me.StringField()
    fallback = me.BooleanField()
    reader = me.StringField()
    report = me.DictField()
    failure = me.StringField()


def begin(article: ArticlePublished, voice: str) -> ArticleAudio:
    """The row of this article, version and voice: a new one, or as far as an earlier delivery came."""
    audio = ArticleAudio(
        id=ids.derive_id("speech.audio", article.article_id, str(article.article_version), voice),
        article_id=article.article_id,
        article_version=article.article_version,
        audience=article.audience,
        voice=voice,
        state=PREPARING,
    )
    return create(audio)


def finish(audio: ArticleAudio, **recorded: Any) -> None:
    """Raises ChangedByAnother when the article was withdrawn, or another delivery finished, in the meantime."""
    event = AudioReady(
        audio_id=audio.id,
        article_id=audio.article_id,
        article_version=audio.article_version,
        audience=audio.audience,
        voice=audio.voice,
        engine=recorded["engine"],
        fallback=recorded["fallback"],
        seconds=recorded["seconds"],
    )
    updates = {f"set__{name}": value for name, value in recorded.items()}
    change(audio, event, set__state=READY, set__blob_id=audio.id, **updates)


def fail(audio: ArticleAudio, code: str) -> None:
    event = AudioFailed(
        audio_id=audio.id,
        article_id=audio.article_id,
        article_version=audio.article_version,
        audience=audio.audience,
        voice=audio.voice,
        code=code,
    )
    change(audio, event, set__state=FAILED, set__failure=code)


def set_aside(audio: ArticleAudio, state: str) -> None:
    """Replaced by a newer version, or withdrawn: no longer heard, its blob still to be deleted."""
    change(audio, set__state=state, set__blob_id=audio.id)


def blob_deleted(audio: ArticleAudio) -> None:
    ArticleAudio.objects(pk=audio.id, state__in=(REPLACED, WITHDRAWN)).update_one(unset__blob_id=True)


def of_article(article_id: str, up_to_version: int | None = None) -> list[ArticleAudio]:
    """Every row of the article, newest version first."""
    rows = ArticleAudio.objects(article_id=article_id)
    if up_to_version is not None:
        rows = rows.filter(article_version__lte=up_to_version)
    return list(rows.order_by("-article_version", "voice"))


def newest_version(article_id: str) -> int:
    row = ArticleAudio.objects(article_id=article_id).order_by("-article_version").only("article_version").first()
    return 0 if row is None else int(row.article_version)


def current(rows: Iterable[ArticleAudio]) -> list[ArticleAudio]:
    """Those of the newest version; of an article that was withdrawn, none."""
    rows = list(rows)
    newest = max((row.article_version for row in rows), default=0)
    return [row for row in rows if row.article_version == newest and row.state != WITHDRAWN]
