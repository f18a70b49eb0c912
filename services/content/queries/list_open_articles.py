"""What is open to everybody, the last opened first. Asked without an account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from services.content.store import categories, opened
from services.content.store.articles import Article
from shared.usecase import Context, Cursor, Id, Request


class ListOpenArticles(Request):
    category: Id | None = None
    cursor: Cursor | None = None


class OpenRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    summary: str
    categories: list[str]
    """By their names."""
    opened_at: datetime


class OpenPage(msgspec.Struct, frozen=True):
    items: list[OpenRow]
    next_cursor: str | None


def list_open_articles(query: ListOpenArticles, _ctx: Context) -> OpenPage:
    """Raises CategoryNotFound."""
    category = categories.get(query.category).id if query.category else None
    found = opened.to_all(query.cursor, category)
    names = {
        each.id: str(each.name) for each in categories.of({one for row in found.rows for one in row.opened.categories})
    }
    return OpenPage([_row(article, names) for article in found.rows], found.next_cursor)


def _row(article: Article, names: Mapping[str, str]) -> OpenRow:
    text = article.opened
    return OpenRow(
        id=article.id,
        title=text.title,
        summary=text.summary or "",
        categories=[names[each] for each in text.categories if each in names],
        opened_at=article.opened_at,
    )
