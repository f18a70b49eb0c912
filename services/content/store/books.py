"""Audio books: what the editor works on, and beside it what the listeners see since it was last published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import mongoengine as me

from services.content.rules.books import Chapter, ChapterText
from services.content.rules.errors import BookNotFound
from services.content.store.articles import Article
from services.content.store.documents import Document
from services.content.store.listing import Found, page
from shared.outbox import Aggregate
from shared.store import below

STATES = ("draft", "published", "withdrawn")
NOT_LISTED = ("outbox",)


class StoredChapter(me.EmbeddedDocument):
    kind = me.StringField(required=True, choices=("article", "document"))
    ref = me.StringField(required=True)
    title = me.StringField()


class Cover(me.EmbeddedDocument):
    """A picture that an editor sent. `alt`: what it shows. Squares in the blob store: `large_id`, and `small_id` for
    narrow places."""

    cover_id = me.StringField(required=True)
    alt = me.StringField(required=True)
    large_id = me.StringField(required=True)
    small_id = me.StringField(required=True)


class Edition(me.EmbeddedDocument):
    """As the listeners have it. Without `cover` it is drawn from the title."""

    title = me.StringField(required=True)
    summary = me.StringField()
    audience = me.StringField(required=True)
    chapters = me.EmbeddedDocumentListField(StoredChapter)
    cover = me.EmbeddedDocumentField(Cover)


class OpenedEdition(me.EmbeddedDocument):
    """What everybody may hear. `book_version`: the one that book_published told with this edition."""

    book_version = me.IntField(required=True)
    title = me.StringField(required=True)
    summary = me.StringField()
    chapters = me.EmbeddedDocumentListField(StoredChapter)
    cover = me.EmbeddedDocumentField(Cover)
    reason = me.StringField(required=True)


class Book(Aggregate):
    meta = {
        "collection": "books",
        "auto_create_index": False,
        "indexes": [
            {
                "fields": ["opened_at", "id"],
                "name": "books_for_everybody",
                "partialFilterExpression": {"opened_at": {"$exists": True}},
            },
            {"fields": ["state", "published.audience", "-published_at", "-id"], "name": "books_for_listeners"},
            {"fields": ["state", "published.audience", "version", "id"], "name": "books_for_search"},
            {"fields": ["audience", "-changed_at", "-id"], "name": "books_at_the_desk"},
        ],
    }

    title = me.StringField(required=True)
    summary = me.StringField()
    audience = me.StringField(required=True)
    chapters = me.EmbeddedDocumentListField(StoredChapter)
    cover = me.EmbeddedDocumentField(Cover)
    author_id = me.StringField(required=True)
    state = me.StringField(required=True, choices=STATES)
    changed_at = me.DateTimeField(required=True)
    published = me.EmbeddedDocumentField(Edition)
    published_at = me.DateTimeField()
    published_version = me.IntField()
    withdrawal_reason = me.StringField()
    opened = me.EmbeddedDocumentField(OpenedEdition)
    opened_at = me.DateTimeField()
    closing_reason = me.StringField()

    @property
    def is_open(self) -> bool:
        return self.opened is not None

    @property
    def is_open_as_published(self) -> bool:
        """Everybody hears the very edition that the members have."""
        return bool(self.is_open and self.opened.book_version == self.published_version)

    @property
    def shown_covers(self) -> list[Cover]:
        """Of the desk, and of the editions that somebody has. What was withdrawn nobody sees again: it is published
        as it stands at the desk."""
        out = [self.published, self.opened] if self.state == "published" else []
        return [each.cover for each in (self, *out) if each is not None and each.cover is not None]

    @property
    def places(self) -> set[str]:
        """Whom it is made for, and before whom it stands now."""
        return {self.audience, self.published.audience} if self.state == "published" else {self.audience}


def get(book_id: str) -> Book:
    """Raises BookNotFound."""
    found: Book | None = Book.objects(pk=book_id).first()
    if found is None:
        raise BookNotFound
    return found


def chapters_of(stored: Iterable[StoredChapter]) -> list[Chapter]:
    return [Chapter(item.kind, item.ref, item.title or "") for item in stored]


def stored_chapters(chapters: Iterable[Chapter]) -> list[StoredChapter]:
    return [StoredChapter(kind=item.kind, ref=item.ref, title=item.title or None) for item in chapters]


def for_listeners(audiences: Sequence[str], cursor: str | None) -> Found:
    rows = Book.objects(state="published", published__audience__in=audiences)
    return page(rows.exclude(*NOT_LISTED), "published_at", cursor)


def at_the_desk(paths: Sequence[str], cursor: str | None) -> Found:
    if not paths:
        return Found([], None)
    rows = Book.objects(__raw__={"$or": [below("audience", path) for path in paths]})
    return page(rows.exclude(*NOT_LISTED), "changed_at", cursor)


def published_articles(ids: Sequence[str]) -> Mapping[str, Article]:
    """{id: article}, of those that are published by now."""
    rows = Article.objects(pk__in=list(ids), state="published").only("published.title", "published.audience")
    return {row.id: row for row in rows}


def published_documents(ids: Sequence[str]) -> Mapping[str, Document]:
    rows = Document.objects(pk__in=list(ids), withdrawn=False).only("title", "number", "audience")
    return {row.id: row for row in rows}


def texts_of(chapters: Sequence[Chapter]) -> dict[str, ChapterText]:
    """{ref: what it is by now}, of those that are published."""
    articles = published_articles([item.ref for item in chapters if item.kind == "article"])
    documents = published_documents([item.ref for item in chapters if item.kind == "document"])
    return {
        **{key: ChapterText(item.published.title, item.published.audience) for key, item in articles.items()},
        **{key: ChapterText(item.title, item.audience) for key, item in documents.items()},
    }


def published_between(audiences: Sequence[str], start: datetime, end: datetime, most: int) -> list[Article]:
    """Articles first published in the time, the oldest first: a programme is told in the order of the day."""
    rows: Any = Article.objects(
        state="published", published__audience__in=audiences, published_at__gte=start, published_at__lt=end
    )
    return list(rows.only("published.title", "published.summary", "published.audience", "published_at").order_by(
        "published_at", "id"
    )[:most])  # fmt: skip


def last_published_at(audiences: Sequence[str], before: datetime) -> datetime | None:
    rows: Any = Article.objects(state="published", published__audience__in=audiences, published_at__lt=before)
    found = rows.only("published_at").order_by("-published_at", "-id").first()
    return found.published_at if found else None
