"""What was done with an article, by whom and when, and which texts it had: for its editors."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.rules.errors import ArticleNotFound
from services.content.rules.permissions import EDIT
from services.content.store import articles, categories, steps, texts
from services.content.store.articles import Article
from services.content.store.steps import ArticleStep
from services.content.store.texts import ArticleText
from shared.security import Actor, allowed
from shared.usecase import Context, Id, Request


class ArticleHistory(Request):
    article_id: Id


class StepRow(msgspec.Struct, frozen=True, kw_only=True):
    """`by` is empty for what was done at a set time."""

    version: int
    revision: int
    kind: str
    by: str
    at: datetime
    reason: str
    publish_at: datetime | None


class TextRow(msgspec.Struct, frozen=True, kw_only=True):
    """`categories`: by the names that they have now. `is_public`: what readers have now."""

    revision: int
    title: str
    categories: list[str]
    by: str
    at: datetime
    is_public: bool


class History(msgspec.Struct, frozen=True):
    title: str
    steps: list[StepRow]
    texts: list[TextRow]


def article_history(query: ArticleHistory, ctx: Context) -> History:
    """The newest first. Raises ArticleNotFound also for who does not edit it."""
    article = known_to_editor(query.article_id, ctx.actor)
    public = article.published_revision if article.state == "published" else 0
    written = [_text(text, public) for text in reversed(texts.texts_of(article.id))]
    return History(article.title, [_step(step) for step in steps.steps_of(article.id)], written)


def known_to_editor(article_id: str, actor: Actor) -> Article:
    article = articles.get(article_id)
    if not allowed(actor, EDIT, article.audience):
        raise ArticleNotFound
    return article


def _step(step: ArticleStep) -> StepRow:
    return StepRow(
        version=step.version,
        revision=step.revision,
        kind=step.kind,
        by=step.by or "",
        at=step.at,
        reason=step.reason or "",
        publish_at=step.publish_at,
    )


def _text(text: ArticleText, public: int) -> TextRow:
    return TextRow(
        revision=text.revision,
        title=text.title,
        categories=categories.names_of(text.categories),
        by=text.author_id,
        at=text.written_at,
        is_public=text.revision == public,
    )
