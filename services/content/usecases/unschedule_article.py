"""An editor takes the set time away. The text is where it was before: approved, or being written."""

from __future__ import annotations

from services.content.rules.editorial_errors import NotScheduled
from services.content.usecases.taking_step import StepOfArticle, begin_step, take_step
from services.content.usecases.write_article import ArticleAtDesk, at_desk
from shared.usecase import Context


class UnscheduleArticle(StepOfArticle):
    pass


def unschedule_article(command: UnscheduleArticle, ctx: Context) -> ArticleAtDesk:
    """Raises NotScheduled."""
    article, done = begin_step(command, "unscheduled", ctx)
    if done:
        return at_desk(article)
    if article.stage != "scheduled":
        raise NotScheduled
    stage = "approved" if article.is_approved else "writing"
    return at_desk(
        take_step(article, "unscheduled", ctx.actor.member_id, ctx.now, set__stage=stage, unset__publish_at=1)
    )
