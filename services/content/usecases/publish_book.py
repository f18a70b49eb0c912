"""An editor puts an audio book before its listeners. Its chapters stay what they are."""

from __future__ import annotations

from services.content.rules.books import check_publishable
from services.content.store import book_covers, books
from services.content.store.books import Edition
from services.content.usecases.found_for_change import book_to_change
from services.content.usecases.make_book import BookAtDesk, at_desk
from shared.contracts.content import BookChapter, BookPublished
from shared.outbox import ChangedByAnother, change
from shared.usecase import Context, Id, Request, Version


class PublishBook(Request):
    book_id: Id
    version: Version


def publish_book(command: PublishBook, ctx: Context) -> BookAtDesk:
    """Raises BookNotFound, NotPermitted, ChangedByAnother, NoChapters, ChapterOutOfReach. The edition that is out
    published again answers as the first time, and nobody is told again."""
    book = book_to_change(command.book_id, ctx.actor)
    if book.state == "published" and book.version == book.published_version == command.version + 1:
        return at_desk(book)
    if book.version != command.version:
        raise ChangedByAnother
    chapters = books.chapters_of(book.chapters)
    texts = books.texts_of(chapters)
    check_publishable(chapters, book.audience, texts)
    told = BookPublished(
        book_id=book.id,
        book_version=book.version + 1,
        audience=book.audience,
        title=book.title,
        chapters=[
            BookChapter(kind=item.kind, ref=item.ref, title=item.title or texts[item.ref].title) for item in chapters
        ],
    )
    edition = Edition(
        title=book.title, summary=book.summary, audience=book.audience, chapters=book.chapters, cover=book.cover
    )
    changed = change(
        book,
        told,
        set__state="published",
        set__published=edition,
        set__published_at=book.published_at if book.state == "published" else ctx.now,
        set__published_version=book.version + 1,
        set__changed_at=ctx.now,
        unset__withdrawal_reason=True,
    )
    book_covers.drop_unshown(book, changed)
    return at_desk(changed)
