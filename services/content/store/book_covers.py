"""The bytes of the covers that editors sent for audio books. Which book and edition shows one, the book says.

Promises: both squares are whole before a book names them; what no book shows any longer goes at once, or with the sweep
when the process ended before that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from services.content.store import media
from services.content.store.books import Book, Cover
from shared import ids
from shared.store import unless_the_store_is_away

BLOB = "book-cover"
CONTENT_TYPE = "image/jpeg"


def keep(cover_id: str, large: bytes, small: bytes, alt: str) -> Cover:
    large_id, small_id = (ids.derive_id("content.book_cover", cover_id, size) for size in ("large", "small"))
    media.put(BLOB, large, CONTENT_TYPE, large_id)
    media.put(BLOB, small, CONTENT_TYPE, small_id)
    return Cover(cover_id=cover_id, alt=alt, large_id=large_id, small_id=small_id)


def drop_unshown(before: Book, now: Book) -> None:
    """What the book showed and shows no longer: no later version of it can show that again."""
    gone = set(_blobs_of(before)) - set(_blobs_of(now))
    unless_the_store_is_away(lambda: media.delete(gone))


def sweep(now: datetime) -> None:
    media.sweep(BLOB, now, _named)


def _named() -> Iterator[str]:
    names = ("cover", "published.cover", "opened.cover")
    rows = Book.objects(__raw__={"$or": [{name: {"$exists": True}} for name in names]})
    for book in rows.only("state", *names):
        yield from _blobs_of(book)


def _blobs_of(book: Book) -> Iterator[str]:
    for cover in book.shown_covers:
        yield from (cover.large_id, cover.small_id)
