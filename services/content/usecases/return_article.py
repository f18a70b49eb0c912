"""An editor sends a text back to its writer with a reason, also one that was approved or waits for its time."""

from __future__ import annotations

from services.content.rules.editorial_errors import NotInReview
from services.content.usecases.taking_step import StepOfArticle, begin_step, take_step
from services.content.usecases.withdraw_article import Reason
from services.content.usecases.write_article import ArticleAtDesk, at_desk
from shared.security.refusing import refuse_secrets
from shared.usecase import Context


class ReturnArticle(StepOfArticle):
    reason: Reason


def return_article(command: ReturnArticle, ctx: Context) -> ArticleAtDesk:
    """Raises NotInReview, SecretMark."""
    article, done = begin_step(command, "returned", ctx)
    if done:
        return at_desk(article)
    if article.stage not in {"in_review", "approved", "scheduled"}:
        raise NotInReview
    refuse_secrets({"reason": command.reason}, ctx.actor, article.audience, ctx.now)
    returned = take_step(
        article, "returned", ctx.actor.member_id, ctx.now, reason=command.reason,
        set__stage="returned", set__returned_for=command.reason, unset__approved_revision=1, unset__publish_at=1,
    )  # fmt: skip
    return at_desk(returned)
