"""What is open to everybody, the last opened first. Asked without an account."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.store import opened
from services.content.store.articles import Article
from shared.usecase import Context, Cursor, Request


class ListOpenArticles(Request):
    cursor: Cursor | None = None


class OpenRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    summary: str
    opened_at: datetime


class OpenPage(msgspec.Struct, frozen=True):
    items: list[OpenRow]
    next_cursor: str | None


def list_open_articles(query: ListOpenArticles, _ctx: Context) -> OpenPage:
    found = opened.to_all(query.cursor)
    return OpenPage([_row(article) for article in found.rows], found.next_cursor)


def _row(article: Article) -> OpenRow:
    text = article.opened
    return OpenRow(id=article.id, title=text.title, summary=text.summary or "", opened_at=article.opened_at)
