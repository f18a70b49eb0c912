"""The audio books that are open to everybody, the last opened first. Asked without an account."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.queries.cover_views import CoverView, cover_view
from services.content.store import opened
from shared.usecase import Context, Cursor, Request


class ListOpenBooks(Request):
    cursor: Cursor | None = None


class OpenBookRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    summary: str
    chapters: int
    opened_at: datetime
    cover: CoverView


class OpenBookPage(msgspec.Struct, frozen=True):
    items: list[OpenBookRow]
    next_cursor: str | None


def list_open_books(query: ListOpenBooks, _ctx: Context) -> OpenBookPage:
    found = opened.books_to_all(query.cursor)
    rows = [
        OpenBookRow(
            id=book.id,
            title=book.opened.title,
            summary=book.opened.summary or "",
            chapters=len(book.opened.chapters),
            opened_at=book.opened_at,
            cover=cover_view(book.opened, book.opened.book_version),
        )
        for book in found.rows
    ]
    return OpenBookPage(rows, found.next_cursor)
