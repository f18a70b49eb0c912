"""What an editor works on: the articles of the own organisations in every state, the last changed first."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from services.content.rules.permissions import EDIT
from services.content.store import articles
from services.content.store.articles import Article
from shared.security import paths_for
from shared.usecase import Context, Cursor, Id, Request


class ListDeskArticles(Request):
    state: Literal["draft", "published", "withdrawn", "in_review", "returned", "approved", "scheduled"] | None = None
    category: Id | None = None
    cursor: Cursor | None = None


class DeskRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    version: int
    state: str
    title: str
    summary: str
    categories: list[str]
    audience: str
    organisation_path: str
    author_id: str
    changed_at: datetime
    published_at: datetime | None
    unpublished_changes: bool
    stage: str
    publish_at: datetime | None


class DeskPage(msgspec.Struct, frozen=True):
    items: list[DeskRow]
    next_cursor: str | None


def list_desk_articles(query: ListDeskArticles, ctx: Context) -> DeskPage:
    found = articles.at_the_desk(paths_for(ctx.actor, EDIT), query.state, query.category, query.cursor)
    return DeskPage([_row(article) for article in found.rows], found.next_cursor)


def _row(article: Article) -> DeskRow:
    return DeskRow(
        id=article.id,
        version=article.version,
        state=article.state,
        title=article.title,
        summary=article.summary or "",
        categories=list(article.categories),
        audience=article.audience,
        organisation_path=article.audience,
        author_id=article.author_id,
        changed_at=article.changed_at,
        published_at=article.published_at,
        unpublished_changes=article.published is not None and article.published.revision != article.revision,
        stage=article.stage,
        publish_at=article.publish_at,
    )
