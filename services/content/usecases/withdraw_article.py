"""An editor takes an article away from its readers, and from the public where it was open. The text stays at the desk,
with the reason."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.content.rules.errors import NotPublished
from services.content.store.articles import Article
from services.content.usecases.found_for_change import article_to_change
from services.content.usecases.taking_step import StepOfArticle, take_step
from services.content.usecases.write_article import ArticleAtDesk, at_desk
from shared.contracts.content import ArticleClosed, ArticleWithdrawn
from shared.outbox import ChangedByAnother
from shared.security import audit
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context

Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


class WithdrawArticle(StepOfArticle):
    reason: Reason


def withdraw_article(command: WithdrawArticle, ctx: Context) -> ArticleAtDesk:
    article = article_to_change(command.article_id, ctx.actor)
    if article.state == "withdrawn" and article.version == command.version + 1:
        return at_desk(article)
    if article.version != command.version:
        raise ChangedByAnother
    if article.state != "published":
        raise NotPublished
    refuse_secrets({"reason": command.reason}, ctx.actor, article.audience, ctx.now)
    event = ArticleWithdrawn(
        article_id=article.id, article_version=article.version + 1, audience=article.published.audience
    )

    def work() -> Article:
        changed = take_step(
            article,
            "withdrawn",
            ctx.actor.member_id,
            ctx.now,
            event,
            *closing(article),
            reason=command.reason,
            set__state="withdrawn",
            set__withdrawn_at=ctx.now,
            set__withdrawal_reason=command.reason,
            set__stage="writing",
            unset__approved_revision=1,
            unset__publish_at=1,
            unset__opened=1,
            unset__opened_at=1,
        )
        record_closing(article, ctx)
        return changed

    return at_desk(in_transaction(work))


def closing(article: Article) -> list[ArticleClosed]:
    """What the public is told when it loses the article; nothing where it never had it."""
    if not article.is_open:
        return []
    return [
        ArticleClosed(
            article_id=article.id,
            article_version=article.opened.article_version,
            revision=article.opened.revision,
            audience=article.published.audience,
        )
    ]


def record_closing(article: Article, ctx: Context) -> None:
    if article.is_open:
        audit.record(
            "content.article_closed", actor=ctx.actor, subject=article.id, path=article.published.audience,
            details={"revision": article.opened.revision}, at=ctx.now,
        )  # fmt: skip
