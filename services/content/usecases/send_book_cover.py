"""An editor sends a picture of their own as the cover of an audio book. Listeners see it with the edition that has it,
and not before that is published; the one it replaces goes when no edition shows it any longer."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.content.engines.picture import as_cover
from services.content.rules import article_files as rules
from services.content.store import book_covers
from services.content.store.books import Book
from services.content.usecases.found_for_change import book_to_change
from services.content.usecases.make_book import BookAtDesk, at_desk
from services.content.usecases.send_article_file import refuse_marked_name
from shared.outbox import ChangedByAnother, change
from shared.security import audit
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Content, Context, Id, Line, Request, Version


class SendBookCover(Request):
    """`content`: JPEG, PNG or WebP, 10 MB at most. `alt`: what the picture shows, in words."""

    book_id: Id
    version: Version
    file_name: Line
    content: Content
    alt: Annotated[str, msgspec.Meta(max_length=rules.LONGEST_ALT)] = ""


def send_book_cover(command: SendBookCover, ctx: Context) -> BookAtDesk:
    """Repeated, it answers as the first time. Raises BookNotFound, NotPermitted, ChangedByAnother, SecretMark,
    AltMissing, NotAPicture, FileTooBig, PictureBroken, PictureTooLarge."""
    book = book_to_change(command.book_id, ctx.actor)
    cover_id = ctx.new_id()
    if book.cover is not None and book.cover.cover_id == cover_id:
        return at_desk(book)
    if book.version != command.version:
        raise ChangedByAnother
    rules.picture_sort(command.content)
    alt = rules.said_alt(command.alt)
    refuse_marked_name(command.file_name, command.content, book.audience, ctx)
    refuse_secrets({"alt": alt}, ctx.actor, book.audience, ctx.now)
    made = as_cover(command.content)
    cover = book_covers.keep(cover_id, made.large, made.small, alt)

    def work() -> Book:
        changed: Book = change(book, set__cover=cover, set__changed_at=ctx.now)
        record_end(book, ctx)
        return changed

    changed = in_transaction(work)
    book_covers.drop_unshown(book, changed)
    return at_desk(changed)


def record_end(book: Book, ctx: Context) -> None:
    """Of the cover that the book had at the desk until now."""
    if book.cover is not None:
        audit.record(
            "content.book_cover_removed", actor=ctx.actor, subject=book.id, path=book.audience,
            details={"cover": book.cover.cover_id}, at=ctx.now,
        )  # fmt: skip
