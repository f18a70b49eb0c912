"""An editor takes the picture off an audio book: its cover is drawn from the title again. Listeners keep the one of
their edition until the next is published, or the book withdrawn."""

from __future__ import annotations

from services.content.store import book_covers
from services.content.store.books import Book
from services.content.usecases.found_for_change import book_to_change
from services.content.usecases.make_book import BookAtDesk, at_desk
from services.content.usecases.send_book_cover import record_end
from shared.outbox import ChangedByAnother, change
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version


class RemoveBookCover(Request):
    book_id: Id
    version: Version


def remove_book_cover(command: RemoveBookCover, ctx: Context) -> BookAtDesk:
    """What is not there is as good as removed, so that the same command may come again. Raises BookNotFound,
    NotPermitted, ChangedByAnother."""
    book = book_to_change(command.book_id, ctx.actor)
    if book.cover is None and book.version in {command.version, command.version + 1}:
        return at_desk(book)
    if book.version != command.version:
        raise ChangedByAnother

    def work() -> Book:
        changed: Book = change(book, unset__cover=1, set__changed_at=ctx.now)
        record_end(book, ctx)
        return changed

    changed = in_transaction(work)
    book_covers.drop_unshown(book, changed)
    return at_desk(changed)
