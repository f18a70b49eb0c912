"""An editor changes an audio book; listeners keep what was published last."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.content.rules.books import MOST_CHAPTERS, Chapter, ChapterKind, check_chapters
from services.content.rules.permissions import authorise_edit
from services.content.store import books
from services.content.usecases.found_for_change import book_to_change
from services.content.usecases.make_book import BookAtDesk, MakeBook, at_desk
from shared.outbox import ChangedByAnother, change
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Version


class ChapterGiven(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: ChapterKind
    ref: Id
    title: Annotated[str, msgspec.Meta(max_length=200)] = ""


class ChangeBook(MakeBook):
    """`chapters`: all of them, in their order."""

    book_id: Id
    version: Version
    chapters: Annotated[list[ChapterGiven], msgspec.Meta(max_length=MOST_CHAPTERS)]


def change_book(command: ChangeBook, ctx: Context) -> BookAtDesk:
    """Raises BookNotFound, NotPermitted, ChangedByAnother, ChapterTwice, SecretMark."""
    book = book_to_change(command.book_id, ctx.actor)
    authorise_edit(ctx.actor, [command.audience])
    chapters = [Chapter(item.kind, item.ref, item.title) for item in command.chapters]
    check_chapters(chapters)
    words = " ".join(chapter.title for chapter in chapters)
    texts = {"title": command.title, "summary": command.summary, "chapters": words}
    refuse_secrets(texts, ctx.actor, command.audience, ctx.now)
    if book.version != command.version:
        raise ChangedByAnother
    changed = change(
        book,
        set__title=command.title,
        set__summary=command.summary,
        set__audience=command.audience,
        set__chapters=books.stored_chapters(chapters),
        set__state="published" if book.state == "published" else "draft",
        set__changed_at=ctx.now,
    )
    return at_desk(changed)
