"""An editor takes an audio book away from its listeners, and from the public where it was open. Its chapters stay what
they are."""

from __future__ import annotations

from services.content.rules.errors import BookNotPublished
from services.content.store import book_covers
from services.content.store.books import Book
from services.content.usecases.found_for_change import book_to_change
from services.content.usecases.make_book import BookAtDesk, at_desk
from services.content.usecases.withdraw_article import Reason
from shared.contracts.content import BookWithdrawn
from shared.outbox import ChangedByAnother, change
from shared.security import audit
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version


class WithdrawBook(Request):
    book_id: Id
    version: Version
    reason: Reason


def withdraw_book(command: WithdrawBook, ctx: Context) -> BookAtDesk:
    """Raises BookNotFound, NotPermitted, ChangedByAnother, BookNotPublished, SecretMark."""
    book = book_to_change(command.book_id, ctx.actor)
    if book.state == "withdrawn" and book.version == command.version + 1:
        return at_desk(book)
    if book.version != command.version:
        raise ChangedByAnother
    if book.state != "published":
        raise BookNotPublished
    refuse_secrets({"reason": command.reason}, ctx.actor, book.audience, ctx.now)
    told = BookWithdrawn(book_id=book.id, book_version=book.version + 1, audience=book.published.audience)

    def work() -> Book:
        changed: Book = change(
            book, told, set__state="withdrawn", set__withdrawal_reason=command.reason, set__changed_at=ctx.now,
            unset__opened=1, unset__opened_at=1,
        )  # fmt: skip
        record_closing(book, ctx)
        return changed

    changed = in_transaction(work)
    book_covers.drop_unshown(book, changed)
    return at_desk(changed)


def record_closing(book: Book, ctx: Context) -> None:
    if book.is_open:
        audit.record(
            "content.book_closed", actor=ctx.actor, subject=book.id, path=book.published.audience,
            details={"edition": book.opened.book_version}, at=ctx.now,
        )  # fmt: skip
