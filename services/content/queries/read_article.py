"""One article: as its readers see it, or with `working` as its editors have it now."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from services.content.rules.errors import ArticleNotFound
from services.content.rules.permissions import EDIT, may_read
from services.content.store import articles
from services.content.store.articles import Article, PublishedText
from shared.security import allowed, citizens_may, helpers_may
from shared.usecase import Context, Id, Request


class ReadArticle(Request):
    article_id: Id
    working: bool = False


class ArticleView(msgspec.Struct, frozen=True, kw_only=True):
    """`unpublished_changes`: an editor has a newer text than the readers."""

    id: str
    version: int
    state: str
    title: str
    summary: str
    paragraphs: list[str]
    audience: str
    organisation_path: str
    author_id: str
    published_at: datetime | None
    withdrawal_reason: str | None
    unpublished_changes: bool
    public: Literal["no", "yes", "older_text"] = "no"
    """Whether everybody may read it, and whether they read what the members do."""


@citizens_may
@helpers_may("read_news")
def read_article(query: ReadArticle, ctx: Context) -> ArticleView:
    """Raises ArticleNotFound also for an article that the reader may not know of."""
    article = articles.get(query.article_id)
    if allowed(ctx.actor, EDIT, article.audience) and (query.working or article.state != "published"):
        return _view(article, article)
    if article.state != "published" or not may_read(ctx.actor, article.published.audience):
        raise ArticleNotFound
    return _view(article, article.published)


def _view(article: Article, text: Article | PublishedText) -> ArticleView:
    return ArticleView(
        id=article.id,
        version=article.version,
        state=article.state,
        title=text.title,
        summary=text.summary or "",
        paragraphs=list(text.paragraphs),
        audience=text.audience,
        organisation_path=text.audience,
        author_id=article.author_id,
        published_at=article.published_at,
        withdrawal_reason=article.withdrawal_reason if article.state == "withdrawn" else None,
        unpublished_changes=article.published is not None and article.published.revision != article.revision,
        public=_public(article),
    )


def _public(article: Article) -> Literal["no", "yes", "older_text"]:
    if not article.is_open:
        return "no"
    return "yes" if article.opened.revision == article.published.revision else "older_text"
