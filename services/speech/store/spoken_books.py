"""Books whose titles are said, so that every small recording of theirs is found again when they are withdrawn.

Promises: the newest edition told counts; `most` is the highest number of chapters that any edition had.
"""

from __future__ import annotations

import mongoengine as me
from mongoengine.errors import NotUniqueError

from shared.contracts.content import BookPublished


class SpokenBook(me.Document):
    meta = {
        "collection": "spoken_books",
        "auto_create_index": False,
        "indexes": [{"fields": ["refs"], "name": "spoken_books_by_chapter"}],
    }

    id = me.StringField(primary_key=True)
    version = me.IntField(required=True)
    refs = me.ListField(me.StringField())
    most = me.IntField(required=True)


def note(book: BookPublished) -> bool:
    """Whether no later edition is known."""
    refs = [chapter.ref for chapter in book.chapters]
    try:
        SpokenBook.objects(pk=book.book_id, version__lte=book.book_version).update_one(
            upsert=True, set__version=book.book_version, set__refs=refs, max__most=len(refs)
        )
    except NotUniqueError:
        return False
    return True


def find(book_id: str) -> SpokenBook | None:
    found: SpokenBook | None = SpokenBook.objects(pk=book_id).first()
    return found


def with_chapter(ref: str) -> list[SpokenBook]:
    return list(SpokenBook.objects(refs=ref))


def forget(book_id: str, up_to_version: int) -> None:
    SpokenBook.objects(pk=book_id, version__lte=up_to_version).delete()
