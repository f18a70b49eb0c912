"""The cover of an audio book, for who may know of the book, in the edition that they have of it."""

from __future__ import annotations

from services.content.queries.cover_views import CoverBytes
from services.content.queries.read_book import ReadBook, seen_by
from services.content.store import books, opened
from services.content.store.book_covers import CONTENT_TYPE
from services.content.store.books import Book, Edition, OpenedEdition
from shared.security import citizens_may, helpers_may
from shared.usecase import Context, Id, Request


class BookCoverOf(ReadBook):
    small: bool = False


class OpenBookCoverOf(Request):
    book_id: Id
    small: bool = False


@citizens_may
@helpers_may("read_news")
def book_cover(query: BookCoverOf, ctx: Context) -> CoverBytes:
    """Raises BookNotFound also for a book that the caller may not know of."""
    return _bytes(seen_by(books.get(query.book_id), ctx.actor, working=query.working), small=query.small)


def open_book_cover(query: OpenBookCoverOf, _ctx: Context) -> CoverBytes:
    """Of a book that is open to everybody, in the edition that was opened. Raises BookNotFound."""
    return _bytes(opened.get_book(query.book_id).opened, small=query.small)


def _bytes(shown: Book | Edition | OpenedEdition, *, small: bool) -> CoverBytes:
    cover = shown.cover
    blob_id = "" if cover is None else cover.small_id if small else cover.large_id
    return CoverBytes(title=shown.title, blob_id=blob_id, content_type=CONTENT_TYPE if cover else "")
