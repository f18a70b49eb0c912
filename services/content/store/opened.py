"""The texts that are open to everybody, the last opened first."""

from __future__ import annotations

from services.content.rules.errors import ArticleNotFound
from services.content.store.articles import NOT_LISTED, Article
from services.content.store.listing import Found, page

OPEN = {"state": "published", "opened_at__exists": True}


def to_all(cursor: str | None) -> Found:
    return page(Article.objects(**OPEN).exclude(*NOT_LISTED), "opened_at", cursor)


def get(article_id: str) -> Article:
    """Raises ArticleNotFound."""
    found: Article | None = Article.objects(pk=article_id, **OPEN).first()
    if found is None:
        raise ArticleNotFound
    return found
