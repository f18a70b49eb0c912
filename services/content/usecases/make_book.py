"""An editor begins an audio book; its chapters are chosen afterwards."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.content.rules.permissions import EDIT
from services.content.store.books import Book
from shared.outbox import create
from shared.security import authorise
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Line, Path, Request


class MakeBook(Request):
    title: Line
    audience: Path
    summary: Annotated[str, msgspec.Meta(max_length=500)] = ""


class BookAtDesk(msgspec.Struct, frozen=True):
    id: str
    version: int
    state: str


def make_book(command: MakeBook, ctx: Context) -> BookAtDesk:
    """Repeated, it is the same book. Raises NotPermitted, SecretMark."""
    authorise(ctx.actor, EDIT, command.audience)
    refuse_secrets({"title": command.title, "summary": command.summary}, ctx.actor, command.audience, ctx.now)
    book = Book(
        id=ctx.new_id(),
        title=command.title,
        summary=command.summary,
        audience=command.audience,
        author_id=ctx.actor.member_id,
        state="draft",
        changed_at=ctx.now,
    )
    return at_desk(create(book))


def at_desk(book: Book) -> BookAtDesk:
    return BookAtDesk(book.id, book.version, book.state)
