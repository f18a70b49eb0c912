"""The published articles meant for the reader, the newest first."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.rules.categories import Use
from services.content.store import articles, categories
from services.content.store.articles import Article
from shared.security import audiences_of, citizens_may, helpers_may
from shared.usecase import Context, Cursor, Id, Request


class ListArticles(Request):
    """`category`: only what carries it, retired or not. `use`: only of the categories that are shown there."""

    category: Id | None = None
    use: Use | None = None
    cursor: Cursor | None = None


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    summary: str
    categories: list[str]
    published_at: datetime
    organisation_path: str


class ArticlePage(msgspec.Struct, frozen=True):
    items: list[ArticleRow]
    next_cursor: str | None


@citizens_may
@helpers_may("read_news")
def list_articles(query: ListArticles, ctx: Context) -> ArticlePage:
    """Raises CategoryNotFound."""
    wanted = None
    if query.category:
        wanted = [categories.get(query.category).id]
    elif query.use:
        wanted = categories.for_use(query.use)
    found = articles.for_readers(audiences_of(ctx.actor), query.cursor, wanted)
    return ArticlePage([row_of(article) for article in found.rows], found.next_cursor)


def row_of(article: Article) -> ArticleRow:
    return ArticleRow(
        id=article.id,
        title=article.published.title,
        summary=article.published.summary or "",
        categories=list(article.published.categories),
        published_at=article.published_at,
        organisation_path=article.published.audience,
    )
