"""One audio book that is open to everybody, in the edition that was opened. Asked without an account; says nothing of
who made it, for whom, or why it was opened. A chapter that is open no longer leaves a gap without its title."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.queries.cover_views import CoverView, cover_view
from services.content.store import opened
from services.content.store.books import StoredChapter
from shared.usecase import Context, Id, Request


class ReadOpenBook(Request):
    book_id: Id


class OpenChapter(msgspec.Struct, frozen=True, kw_only=True):
    """`title`: as it stands in the book, else that of the article as it is open; empty where it is not."""

    number: int
    ref: str
    title: str
    available: bool


class OpenBookView(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    edition: int
    title: str
    summary: str
    chapters: list[OpenChapter]
    opened_at: datetime
    cover: CoverView


def read_open_book(query: ReadOpenBook, _ctx: Context) -> OpenBookView:
    """Raises BookNotFound for what is not open, withdrawn, or was never there: all the same to the public."""
    book = opened.get_book(query.book_id)
    edition = book.opened
    titles = opened.titles([item.ref for item in edition.chapters])
    return OpenBookView(
        id=book.id,
        edition=edition.book_version,
        title=edition.title,
        summary=edition.summary or "",
        chapters=[_chapter(number, item, titles) for number, item in enumerate(edition.chapters, 1)],
        opened_at=book.opened_at,
        cover=cover_view(edition, edition.book_version),
    )


def _chapter(number: int, item: StoredChapter, titles: dict[str, str]) -> OpenChapter:
    title = titles.get(item.ref)
    return OpenChapter(
        number=number,
        ref=item.ref,
        title="" if title is None else item.title or title,
        available=title is not None,
    )
