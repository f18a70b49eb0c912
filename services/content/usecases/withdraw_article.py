"""An editor takes an article away from its readers. The text stays at the desk, with the reason."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.content.rules.errors import NotPublished
from services.content.rules.permissions import authorise_edit
from services.content.store import articles
from services.content.usecases.taking_step import StepOfArticle, take_step
from services.content.usecases.write_article import ArticleAtDesk, at_desk
from shared.contracts.content import ArticleWithdrawn
from shared.outbox import ChangedByAnother
from shared.security.refusing import refuse_secrets
from shared.usecase import Context

Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


class WithdrawArticle(StepOfArticle):
    reason: Reason


def withdraw_article(command: WithdrawArticle, ctx: Context) -> ArticleAtDesk:
    article = articles.get(command.article_id)
    authorise_edit(ctx.actor, article.places)
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
    changed = take_step(
        article,
        "withdrawn",
        ctx.actor.member_id,
        ctx.now,
        event,
        reason=command.reason,
        set__state="withdrawn",
        set__withdrawn_at=ctx.now,
        set__withdrawal_reason=command.reason,
        set__stage="writing",
        unset__approved_revision=1,
        unset__publish_at=1,
    )
    return at_desk(changed)
