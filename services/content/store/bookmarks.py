"""What a member marked to read later: articles, documents and clauses, as one encrypted document found by a blind index
(law L2). Ids only; titles are looked up when shown, so that nobody keeps the title of what he may no longer read.

Promises: without the keys nobody reads whose marks they are, nor of what. Two devices at once: both marks are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import mongoengine as me
import msgspec
from mongoengine.errors import NotUniqueError

from services.content.rules.bookmarks import MOST, Mark, page_of, with_mark, without_mark
from services.content.rules.errors import TooManyBookmarks
from services.content.store.listing import Found
from shared.outbox import ChangedByAnother
from shared.store import EncryptedBytes, blind_index

TRIES = 5
Change = Callable[[list[Mark]], list[Mark]]


class Bookmarks(me.Document):
    meta = {"collection": "bookmarks", "auto_create_index": False}

    id = me.StringField(primary_key=True)
    revision = me.IntField(required=True)
    marks = EncryptedBytes(required=True)


def add(member_id: str, kind: str, ref: str, anchor: str, now: datetime) -> None:
    """Raises TooManyBookmarks, and ChangedByAnother when other devices are at it at the same time, again and again."""
    mark = Mark(kind, ref, anchor, now)

    def added(marks: list[Mark]) -> list[Mark]:
        grown = with_mark(marks, mark)
        if len(grown) > MOST:
            raise TooManyBookmarks
        return grown

    _change(_key(member_id), added)


def remove(member_id: str, kind: str, ref: str, anchor: str) -> None:
    _change(_key(member_id), lambda marks: without_mark(marks, kind, ref, anchor))


def of_member(member_id: str, cursor: str | None) -> Found:
    """Raises CursorUnreadable."""
    return Found(*page_of(all_of_member(member_id), cursor))


def all_of_member(member_id: str) -> list[Mark]:
    """The last marked first."""
    row = Bookmarks.objects(pk=_key(member_id)).first()
    return [] if row is None else _decoded(row)


def forget_member(member_id: str) -> None:
    Bookmarks.objects(pk=_key(member_id)).delete()


def _change(key: str, change: Change) -> None:
    for _ in range(TRIES):
        if _changed(key, change):
            return
    raise ChangedByAnother


def _changed(key: str, change: Change) -> bool:
    row = Bookmarks.objects(pk=key).first()
    held = [] if row is None else _decoded(row)
    marks = change(held)
    if marks == held:
        return True
    encoded = msgspec.msgpack.encode(marks)
    if row is None:
        try:
            Bookmarks(id=key, revision=1, marks=encoded).save(force_insert=True)
        except NotUniqueError:
            return False
        return True
    mine = Bookmarks.objects(pk=key, revision=row.revision)
    return bool(mine.update_one(set__marks=encoded, inc__revision=1))


def _key(member_id: str) -> str:
    return blind_index(member_id, "bookmarks")


def _decoded(row: Bookmarks) -> list[Mark]:
    return msgspec.msgpack.decode(row.marks, type=list[Mark])
