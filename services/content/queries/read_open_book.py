"""One audio book that is open to everybody. Asked without an account; says nothing of who made it, for whom, or why it
was opened. A chapter that was closed or withdrawn since is not in it; the others keep their numbers."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.store import books, bulletins, opened
from shared.usecase import Context, Id, Request


class ReadOpenBook(Request):
    book_id: Id


class OpenChapter(msgspec.Struct, frozen=True, kw_only=True):
    """`title`: as it stands in the book, else that of the text that is open."""

    number: int
    article_id: str
    title: str


class OpenBookView(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    summary: str
    chapters: list[OpenChapter]
    opened_at: datetime


def read_open_book(query: ReadOpenBook, _ctx: Context) -> OpenBookView:
    """Raises BookNotFound for what is not open, withdrawn, or was never there: all the same to the public."""
    book = opened.get_book(query.book_id)
    shown = book.published
    chapters = books.chapters_of(shown.chapters)
    titles = bulletins.open_titles([chapter.ref for chapter in chapters])
    return OpenBookView(
        id=book.id,
        title=shown.title,
        summary=shown.summary or "",
        chapters=[
            OpenChapter(number=number, article_id=chapter.ref, title=chapter.title or titles[chapter.ref])
            for number, chapter in enumerate(chapters, 1)
            if chapter.ref in titles
        ],
        opened_at=book.opened_at,
    )
