"""An editor takes an audio book back from the public; members keep it, and its chapters stay what they are."""

from __future__ import annotations

from services.content.rules.errors import BookNotOpen
from services.content.store import book_covers
from services.content.store.books import Book
from services.content.usecases.found_for_change import book_to_change
from services.content.usecases.make_book import BookAtDesk, at_desk
from services.content.usecases.withdraw_article import Reason
from services.content.usecases.withdraw_book import record_closing
from shared.outbox import ChangedByAnother, change
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version


class CloseBook(Request):
    book_id: Id
    version: Version
    reason: Reason


def close_book(command: CloseBook, ctx: Context) -> BookAtDesk:
    """Closing what this command closed answers as the first time. Raises BookNotFound, NotPermitted, ChangedByAnother,
    BookNotOpen, SecretMark."""
    book = book_to_change(command.book_id, ctx.actor)
    if not book.is_open and book.version == command.version + 1 and book.closing_reason == command.reason:
        return at_desk(book)
    if book.version != command.version:
        raise ChangedByAnother
    if not book.is_open:
        raise BookNotOpen
    refuse_secrets({"reason": command.reason}, ctx.actor, book.audience, ctx.now)

    def work() -> Book:
        changed: Book = change(
            book, unset__opened=1, unset__opened_at=1, set__closing_reason=command.reason, set__changed_at=ctx.now
        )
        record_closing(book, ctx)
        return changed

    changed = in_transaction(work)
    book_covers.drop_unshown(book, changed)
    return at_desk(changed)
