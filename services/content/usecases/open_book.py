"""An editor opens a published audio book to everybody, members or not: this very edition, with a reason.

Only a book whose chapters are all open for themselves can be opened. A later edition is not open by being published to
the members: the public keeps this one until that one is opened too.
"""

from __future__ import annotations

from typing import Literal

from services.content.rules.books import check_openable
from services.content.rules.errors import BookAlreadyOpen, BookNotPublished
from services.content.store import book_covers, books, opened
from services.content.store.books import Book, OpenedEdition
from services.content.usecases.found_for_change import book_to_change
from services.content.usecases.make_book import BookAtDesk, at_desk
from services.content.usecases.withdraw_article import Reason
from shared.outbox import ChangedByAnother, change
from shared.security import audit
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version


class OpenBook(Request):
    book_id: Id
    version: Version
    reason: Reason
    confirmed: Literal[True]
    """That everybody may hear it, and that what was heard or downloaded once cannot be called back."""


def open_book(command: OpenBook, ctx: Context) -> BookAtDesk:
    """Opening what this command opened answers as the first time. Raises BookNotFound, NotPermitted, ChangedByAnother,
    BookNotPublished, BookAlreadyOpen, ChapterNotOpen, SecretMark."""
    book = book_to_change(command.book_id, ctx.actor)
    if book.is_open_as_published and book.version == command.version + 1:
        return at_desk(book)
    if book.version != command.version:
        raise ChangedByAnother
    if book.state != "published":
        raise BookNotPublished
    if book.is_open_as_published:
        raise BookAlreadyOpen
    edition, chapters = book.published, books.chapters_of(book.published.chapters)
    check_openable(chapters, opened.titles([chapter.ref for chapter in chapters]))
    words = " ".join(chapter.title for chapter in chapters)
    alt = edition.cover.alt if edition.cover else ""
    texts = {
        "title": edition.title, "summary": edition.summary or "", "chapters": words, "alt": alt,
        "reason": command.reason,
    }  # fmt: skip
    refuse_secrets(texts, ctx.actor, edition.audience, ctx.now)
    changed = in_transaction(lambda: _opened(book, command, ctx))
    book_covers.drop_unshown(book, changed)
    return at_desk(changed)


def _opened(book: Book, command: OpenBook, ctx: Context) -> Book:
    edition = OpenedEdition(
        book_version=book.published_version,
        title=book.published.title,
        summary=book.published.summary,
        chapters=book.published.chapters,
        cover=book.published.cover,
        reason=command.reason,
    )
    changed: Book = change(book, set__opened=edition, set__opened_at=ctx.now, set__changed_at=ctx.now)
    audit.record(
        "content.book_opened", actor=ctx.actor, subject=book.id, path=book.published.audience,
        details={"edition": book.published_version}, at=ctx.now,
    )  # fmt: skip
    return changed
