"""One audio book as its listeners have it, or with `working` as its editors have it now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from services.content.queries.cover_views import CoverView, cover_view
from services.content.rules.books import Chapter, ChapterText
from services.content.rules.errors import BookNotFound
from services.content.rules.permissions import EDIT, may_read
from services.content.store import books
from services.content.store.books import Book, Edition
from shared.security import Actor, allowed, citizens_may, helpers_may
from shared.usecase import Context, Id, Request


class ReadBook(Request):
    """`working`: as it is at the desk, for those who may change it."""

    book_id: Id
    working: bool = False


class ChapterView(msgspec.Struct, frozen=True, kw_only=True):
    """`title`: as it stands in the book, else that of the text. `given_title`: the first alone. `available`: published
    by now; what was taken away since leaves a gap that is told."""

    number: int
    kind: str
    ref: str
    title: str
    given_title: str
    available: bool


class BookView(msgspec.Struct, frozen=True, kw_only=True):
    """`public`: whether everybody may hear it: no, yes, or an `earlier` edition. `edition`: the version that was last
    published."""

    id: str
    version: int
    state: str
    title: str
    summary: str
    audience: str
    chapters: list[ChapterView]
    published_at: datetime | None
    unpublished_changes: bool
    withdrawal_reason: str
    public: str
    edition: int
    cover: CoverView


@citizens_may
@helpers_may("read_news")
def read_book(query: ReadBook, ctx: Context) -> BookView:
    """Raises BookNotFound also for a book that the listener may not know of."""
    book = books.get(query.book_id)
    return _view(book, seen_by(book, ctx.actor, working=query.working))


def seen_by(book: Book, actor: Actor, *, working: bool) -> Book | Edition:
    """`working`: asks for it as it is at the desk. Raises BookNotFound."""
    if allowed(actor, EDIT, book.audience) and (working or book.state != "published"):
        return book
    if book.state != "published" or not may_read(actor, book.published.audience):
        raise BookNotFound
    edition: Edition = book.published
    return edition


def _view(book: Book, shown: Book | Edition) -> BookView:
    return BookView(
        id=book.id,
        version=book.version,
        state=book.state,
        title=shown.title,
        summary=shown.summary or "",
        audience=shown.audience,
        chapters=_chapters(books.chapters_of(shown.chapters), shown.audience),
        published_at=book.published_at,
        unpublished_changes=book.published is not None and _differs(book),
        withdrawal_reason=(book.withdrawal_reason or "") if book.state == "withdrawn" else "",
        public=("yes" if book.is_open_as_published else "earlier") if book.is_open else "no",
        edition=book.published_version or 0,
        cover=cover_view(shown, book.version if shown is book else book.published_version),
    )


def _differs(book: Book) -> bool:
    told = ("title", "summary", "audience", "chapters", "cover")
    return any(getattr(book, name) != getattr(book.published, name) for name in told)


def _chapters(chapters: Sequence[Chapter], audience: str) -> list[ChapterView]:
    texts = books.texts_of(chapters)
    return [_chapter(number, chapter, texts.get(chapter.ref), audience) for number, chapter in enumerate(chapters, 1)]


def _chapter(number: int, chapter: Chapter, text: ChapterText | None, audience: str) -> ChapterView:
    # Of a text that is for others by now, not even its title is told.
    reachable = text is not None and text.reaches(audience)
    return ChapterView(
        number=number,
        kind=chapter.kind,
        ref=chapter.ref,
        title=chapter.title or (text.title if text and reachable else ""),
        given_title=chapter.title,
        available=reachable,
    )
