"""The texts and audio books that are open to everybody, the last opened first."""

from __future__ import annotations

from collections.abc import Sequence

from services.content.rules.errors import ArticleNotFound, BookNotFound
from services.content.store.articles import NOT_LISTED, Article
from services.content.store.books import Book
from services.content.store.listing import Found, page

OPEN = {"state": "published", "opened_at__exists": True}


def to_all(cursor: str | None, category: str | None = None) -> Found:
    rows = Article.objects(**OPEN)
    if category:
        rows = rows.filter(opened__categories=category)
    return page(rows.exclude(*NOT_LISTED), "opened_at", cursor)


def categories() -> set[str]:
    """All that an open article carries."""
    return set(Article.objects(**OPEN).distinct("opened.categories"))


def categories_of(article_ids: Sequence[str]) -> dict[str, list[str]]:
    rows = Article.objects(id__in=list(article_ids), **OPEN).only("opened.categories", "opened.revision")
    return {row.id: list(row.opened.categories) for row in rows}


def get(article_id: str) -> Article:
    """Raises ArticleNotFound."""
    found: Article | None = Article.objects(pk=article_id, **OPEN).first()
    if found is None:
        raise ArticleNotFound
    return found


def titles(ids: Sequence[str]) -> dict[str, str]:
    """{id: title} of the articles that everybody may read."""
    rows = Article.objects(pk__in=list(ids), **OPEN).only("opened.title")
    return {row.id: row.opened.title for row in rows}


def books_to_all(cursor: str | None) -> Found:
    return page(Book.objects(**OPEN).exclude("outbox", "chapters", "published"), "opened_at", cursor)


def get_book(book_id: str) -> Book:
    """Raises BookNotFound."""
    found: Book | None = Book.objects(pk=book_id, **OPEN).first()
    if found is None:
        raise BookNotFound
    return found
