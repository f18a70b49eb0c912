"""The audio books meant for the listener, the last published first."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.queries.cover_views import CoverView, cover_view
from services.content.store import books
from services.content.store.books import Book, Edition
from shared.security import audiences_of, citizens_may, helpers_may
from shared.usecase import Context, Cursor, Request


class ListBooks(Request):
    cursor: Cursor | None = None


class BookRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    summary: str
    state: str
    audience: str
    organisation_path: str
    chapters: int
    published_at: datetime | None
    changed_at: datetime
    cover: CoverView


class BookPage(msgspec.Struct, frozen=True):
    items: list[BookRow]
    next_cursor: str | None


@citizens_may
@helpers_may("read_news")
def list_books(query: ListBooks, ctx: Context) -> BookPage:
    found = books.for_listeners(audiences_of(ctx.actor), query.cursor)
    return BookPage([book_row(book, book.published) for book in found.rows], found.next_cursor)


def book_row(book: Book, shown: Book | Edition) -> BookRow:
    return BookRow(
        id=book.id,
        title=shown.title,
        summary=shown.summary or "",
        state=book.state,
        audience=shown.audience,
        organisation_path=shown.audience,
        chapters=len(shown.chapters),
        published_at=book.published_at,
        changed_at=book.changed_at,
        cover=cover_view(shown, book.version if shown is book else book.published_version),
    )
