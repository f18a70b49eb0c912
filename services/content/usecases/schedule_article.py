"""An editor sets the time at which the text as it stands goes to its readers; another time takes the place of the
first. The service publishes it then (publish_due_articles)."""

from __future__ import annotations

from datetime import datetime

from services.content.rules.editorial import check_time
from services.content.rules.editorial_errors import NothingNewToReview
from services.content.usecases.putting_before_readers import check_approved
from services.content.usecases.taking_step import StepOfArticle, begin_step, take_step
from services.content.usecases.write_article import ArticleAtDesk, at_desk
from shared.usecase import Context


class ScheduleArticle(StepOfArticle):
    publish_at: datetime


def schedule_article(command: ScheduleArticle, ctx: Context) -> ArticleAtDesk:
    """Raises NothingNewToReview, NotApproved, TimeNotAhead."""
    article, done = begin_step(command, "scheduled", ctx)
    if done:
        return at_desk(article)
    if not article.has_new_text:
        raise NothingNewToReview
    check_approved(article)
    check_time(command.publish_at, ctx.now)
    scheduled = take_step(
        article, "scheduled", ctx.actor.member_id, ctx.now, publish_at=command.publish_at,
        set__stage="scheduled", set__publish_at=command.publish_at,
    )  # fmt: skip
    return at_desk(scheduled)
