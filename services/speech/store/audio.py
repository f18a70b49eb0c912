"""One article's audio in one voice, and its way from preparing to ready, failed, replaced or withdrawn.

Promises: the id follows from article, version and voice, so that work done twice meets itself; ready and its event are
one write. A finished recording is claimed before its blobs are written, and their ids follow from the claim's number:
sound and timings that are ready together were made together, and no blob is unknown, whoever was killed when. A row
that no longer counts keeps its `blob_id` until the blobs are gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import mongoengine as me

from services.speech.rules.errors import ReadingGivenUp
from shared import ids
from shared.contracts.content import ArticlePublished
from shared.contracts.speech import AudioFailed, AudioReady, ReadingAsked
from shared.outbox import Aggregate, change, create

PREPARING, READY, FAILED, REPLACED, WITHDRAWN = "preparing", "ready", "failed", "replaced", "withdrawn"
STOPPED = "stopped"
CONTENT_TYPE = "audio/mpeg"


class ArticleAudio(Aggregate):
    meta = {
        "collection": "audio",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["article_id", "article_version"], "name": "audio_by_article"},
            {"fields": ["fallback"], "name": "audio_by_fallback", "partialFilterExpression": {"fallback": True}},
        ],
    }

    article_id = me.StringField(required=True)
    article_version = me.IntField(required=True)
    audience = me.StringField(required=True)
    roles = me.ListField(me.StringField())
    voice = me.StringField(required=True)
    state = me.StringField(required=True, choices=(PREPARING, READY, FAILED, REPLACED, WITHDRAWN, STOPPED))
    announced = me.BooleanField(default=True)
    claims = me.IntField(default=0)
    segments_said = me.IntField()
    segments = me.IntField()
    blob_id = me.StringField()
    timings_id = me.StringField()
    bytes = me.IntField()
    seconds = me.FloatField()
    engine = me.StringField()
    fallback = me.BooleanField()
    reader = me.StringField()
    desk = me.IntField(default=0)
    wording = me.StringField()
    report = me.DictField()
    failure = me.StringField()


def begin(article: ArticlePublished, voice: str, *, announced: bool = True, roles: Sequence[str] = ()) -> ArticleAudio:
    """The row of this article, version and voice: a new one, or as far as an earlier delivery came."""
    audio = ArticleAudio(
        id=ids.derive_id("speech.audio", article.article_id, str(article.article_version), voice),
        article_id=article.article_id,
        article_version=article.article_version,
        audience=article.audience,
        voice=voice,
        state=PREPARING,
        announced=announced,
        roles=list(roles),
    )
    return create(audio)


def note_progress(audio: ArticleAudio, said: int, of: int) -> None:
    """For those who wait; it is no new version of the row."""
    ArticleAudio.objects(pk=audio.id, state=PREPARING).update_one(set__segments_said=said, set__segments=of)


def note_engine(audio: ArticleAudio, name: str) -> None:
    """Who reads it now; it is no new version of the row."""
    ArticleAudio.objects(pk=audio.id, state=PREPARING, engine__ne=name).update_one(set__engine=name)


def is_as_read(audio: ArticleAudio) -> bool:
    """Whether nobody withdrew it, finished it or published a newer version since it was read."""
    untouched = ArticleAudio.objects(pk=audio.id, version=audio.version).only("id").first() is not None
    return untouched and newest_version(audio.article_id) == audio.article_version


def claim(audio: ArticleAudio) -> ArticleAudio:
    """Before the blobs are written. An earlier claimant can no longer finish. Raises ChangedByAnother."""
    number = audio.claims + 1
    sound, timings = claimed_blobs(audio.id, number)
    return change(audio, set__claims=number, set__blob_id=sound, set__timings_id=timings)


def claim_again(audio: ArticleAudio) -> tuple[ArticleAudio, str, str]:
    """For a recording that takes the place of one that is heard: what is heard stays until `finish`. Raises
    ChangedByAnother."""
    number = audio.claims + 1
    sound, timings = claimed_blobs(audio.id, number)
    return change(audio, set__claims=number), sound, timings


def claimed_blobs(audio_id: str, number: int) -> tuple[str, str]:
    """Sound and timings of this claim."""
    return ids.derive_id("speech.sound", audio_id, str(number)), ids.derive_id("speech.timings", audio_id, str(number))


def every_blob(audio: ArticleAudio) -> list[str]:
    """Ids under which a blob of this row may lie; before there were claims it had the row's own."""
    claimed = [blob for number in range(1, audio.claims + 1) for blob in claimed_blobs(audio.id, number)]
    return [audio.id, *claimed]


def finish(audio: ArticleAudio, **recorded: Any) -> ArticleAudio:
    """`recorded`: fields of the row, among them `engine`, `fallback` and `seconds`. Raises ChangedByAnother when the
    article was withdrawn, or another delivery finished, in the meantime."""
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
    told = [event] if audio.announced else []
    return change(audio, *told, set__state=READY, unset__segments=True, unset__segments_said=True, **updates)


def fail(audio: ArticleAudio, code: str) -> None:
    event = AudioFailed(
        audio_id=audio.id,
        article_id=audio.article_id,
        article_version=audio.article_version,
        audience=audio.audience,
        voice=audio.voice,
        code=code,
    )
    told = [event] if audio.announced else []
    change(audio, *told, set__state=FAILED, set__failure=code)


def is_given_up(audio: ArticleAudio) -> bool:
    return bool(audio.state == FAILED and audio.failure == ReadingGivenUp.code)


def take_up(audio: ArticleAudio) -> ArticleAudio:
    """One that was given up. Raises ChangedByAnother."""
    return change(audio, set__state=PREPARING, unset__failure=True)


def stop(audio: ArticleAudio) -> None:
    """The worker at it finds another version of the row and leaves it. Raises ChangedByAnother."""
    change(audio, set__state=STOPPED)


def go_on(audio: ArticleAudio) -> None:
    """Asks a worker to take it up again, in the same write. Raises ChangedByAnother."""
    asked = ReadingAsked(text_id=audio.article_id, text_version=audio.article_version, audience=audio.audience)
    change(audio, asked, set__state=PREPARING)


def note_reader(audio: ArticleAudio, reader: str, desk: int) -> None:
    """By these tables it would be read no otherwise; it is no new version of the row."""
    ArticleAudio.objects(pk=audio.id, version=audio.version).update_one(set__reader=reader, set__desk=desk)


def read_before(desk: int, reader: str) -> dict[str, int]:
    """{text id: the last change on the desk that a recording of it that is heard now knew}, of those read by other
    tables than `reader` before change `desk`."""
    rows = ArticleAudio.objects(state=READY, reader__ne=reader, desk__not__gte=desk).scalar("article_id", "desk")
    found: dict[str, int] = {}
    for article_id, known in rows:
        found[article_id] = min(known or 0, found.get(article_id, desk))
    return found


def get(audio_id: str) -> ArticleAudio:
    found: ArticleAudio = ArticleAudio.objects.get(pk=audio_id)
    return found


def set_aside(audio: ArticleAudio, state: str) -> None:
    """Replaced by a newer version, or withdrawn: no longer heard, its blob still to be deleted."""
    change(audio, set__state=state, set__blob_id=audio.blob_id or audio.id)


def blob_deleted(audio: ArticleAudio) -> None:
    ArticleAudio.objects(pk=audio.id, state__in=(REPLACED, WITHDRAWN)).update_one(
        unset__blob_id=True, unset__timings_id=True
    )


def of_article(article_id: str, up_to_version: int | None = None) -> list[ArticleAudio]:
    """Every row of the article, newest version first."""
    rows = ArticleAudio.objects(article_id=article_id)
    if up_to_version is not None:
        rows = rows.filter(article_version__lte=up_to_version)
    return list(rows.order_by("-article_version", "voice"))


def of_articles(article_ids: Sequence[str]) -> dict[str, list[ArticleAudio]]:
    """{article id: its rows}, of those that have any."""
    found: dict[str, list[ArticleAudio]] = {}
    rows = ArticleAudio.objects(article_id__in=list(article_ids)).exclude("outbox", "report")
    for row in rows.order_by("-article_version", "voice"):
        found.setdefault(row.article_id, []).append(row)
    return found


def is_stopped(article_id: str, version: int) -> bool:
    """Whether an editor stopped the reading of this text in the voice that was at work."""
    return bool(
        ArticleAudio.objects(article_id=article_id, article_version=version, state=STOPPED).limit(1).count(True)
    )


def newest_version(article_id: str) -> int:
    row = ArticleAudio.objects(article_id=article_id).order_by("-article_version").only("article_version").first()
    return 0 if row is None else int(row.article_version)


def current(rows: Iterable[ArticleAudio]) -> list[ArticleAudio]:
    """Those of the newest version; of an article that was withdrawn, none."""
    rows = list(rows)
    newest = max((row.article_version for row in rows), default=0)
    return [row for row in rows if row.article_version == newest and row.state != WITHDRAWN]


def count_fallbacks() -> int:
    """Recordings that are heard now and were made by another engine than their first choice."""
    return int(ArticleAudio.objects(fallback=True, state=READY).count())
