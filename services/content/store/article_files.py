"""Pictures and files that were sent for an article. Which text shows them, the text says; the bytes are in the blob
store.

Promises: the bytes are whole before the row is there; a blob that no row names, or that was never written to its end,
goes with the sweep after a day, a file that no text ever showed after KEPT_UNUSED.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta

import mongoengine as me
from mongoengine.errors import NotUniqueError

from services.content.rules.file_errors import ArticleFileNotFound, FileBeingLookedThrough, FileNotAttached
from services.content.store import media
from services.content.store.texts import ArticleText

KEPT_UNUSED = timedelta(days=90)
"""As long as a working copy, which may show it and is no text yet."""
BLOB = "article-file"


class ArticleFile(me.Document):
    """`blob_id`: what is shown or given out; `small_id`: of a picture, for narrow places. `words`: what is found of the
    text in a file to take along, in passages. `in_texts`: how many texts were written with it.
    `unseen`: nobody has looked for marks of secrecy in it yet; its bytes lie sealed as a scan of its id, and none under
    `blob_id`."""

    meta = {
        "collection": "article_files",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["article_id", "sent_at"], "name": "files_of_article"},
            {"fields": ["sent_at"], "name": "files_by_age"},
            {"fields": ["blob_id"], "name": "files_by_blob"},
            {"fields": ["small_id"], "name": "files_by_small_blob"},
        ],
    }

    id = me.StringField(primary_key=True)
    article_id = me.StringField(required=True)
    kind = me.StringField(required=True, choices=("picture", "attachment"))
    name = me.StringField(required=True)
    content_type = me.StringField(required=True)
    bytes = me.IntField(required=True)
    alt = me.StringField()
    caption = me.StringField()
    words = me.ListField(me.StringField())
    width = me.IntField()
    height = me.IntField()
    blob_id = me.StringField(required=True)
    small_id = me.StringField()
    sent_by = me.StringField(required=True)
    sent_at = me.DateTimeField(required=True)
    in_texts = me.IntField(default=0)
    unseen = me.BooleanField(default=False)


def put(content: bytes, content_type: str, blob_id: str) -> None:
    media.put(BLOB, content, content_type, blob_id)


def keep(file: ArticleFile) -> ArticleFile:
    """The one already there when the command is repeated."""
    with suppress(NotUniqueError):
        file.save(force_insert=True)
        return file
    return get(file.article_id, file.id)


def add(file: ArticleFile) -> None:
    """Inside a transaction. Raises NotUniqueError."""
    file.save(force_insert=True)


def find(file_id: str) -> ArticleFile | None:
    found: ArticleFile | None = ArticleFile.objects(pk=file_id).exclude("words").first()
    return found


def get(article_id: str, file_id: str) -> ArticleFile:
    """Raises ArticleFileNotFound."""
    found = of_article_with(article_id, file_id)
    if found is None:
        raise ArticleFileNotFound
    return found


def of_article_with(article_id: str, file_id: str) -> ArticleFile | None:
    found: ArticleFile | None = ArticleFile.objects(pk=file_id, article_id=article_id).exclude("words").first()
    return found


def put_into_text(article_id: str, file_ids: Collection[str]) -> None:
    """Inside the transaction that writes the text: whoever deletes one of them at the same moment meets this write.
    Raises FileNotAttached when one is gone."""
    shown = set(file_ids)
    if shown and ArticleFile.objects(pk__in=list(shown), article_id=article_id).update(inc__in_texts=1) != len(shown):
        raise FileNotAttached(details={"body": FileNotAttached.message})


def words_of(article_id: str, file_id: str) -> list[str]:
    row = ArticleFile.objects(pk=file_id, article_id=article_id).only("words").first()
    return list(row.words) if row else []


def forget(file: ArticleFile) -> None:
    ArticleFile.objects(pk=file.id).delete()


def forget_unseen(file_id: str) -> None:
    ArticleFile.objects(pk=file_id, unseen=True).delete()


def seen(file_id: str) -> None:
    ArticleFile.objects(pk=file_id).update_one(set__unseen=False)


def check_shown(article_id: str, file_ids: Collection[str]) -> None:
    """Of a text that is to go to readers. Raises FileNotAttached, FileBeingLookedThrough."""
    unseen = dict(ArticleFile.objects(pk__in=list(file_ids), article_id=article_id).scalar("id", "unseen"))
    if set(file_ids) - set(unseen):
        raise FileNotAttached
    if any(unseen.values()):
        raise FileBeingLookedThrough


def drop_bytes(file: ArticleFile) -> None:
    media.delete(filter(None, (file.blob_id, file.small_id)))


def of_article(article_id: str) -> list[ArticleFile]:
    """The newest first."""
    return list(ArticleFile.objects(article_id=article_id).exclude("words").order_by("-sent_at"))


def kinds_of(article_id: str) -> dict[str, str]:
    return dict(ArticleFile.objects(article_id=article_id).scalar("id", "kind"))


def sweep(now: datetime) -> int:
    """How many files were forgotten. Some questions for all of them, however many they have become."""
    old = {file.id: file.article_id for file in ArticleFile.objects(sent_at__lt=now - KEPT_UNUSED).only("article_id")}
    shown = set(ArticleText.objects(article_id__in=list(set(old.values()))).distinct("blocks.file"))
    unshown = ArticleFile.objects(pk__in=[file_id for file_id in old if file_id not in shown])
    gone = unshown.filter(in_texts__in=(0, None)).delete()  # nor in a text that was written since
    media.sweep(
        BLOB, now, lambda: [*ArticleFile.objects.distinct("blob_id"), *ArticleFile.objects.distinct("small_id")]
    )
    return int(gone)
