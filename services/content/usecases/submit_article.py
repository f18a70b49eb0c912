"""An editor asks for a review of the text as it stands now."""

from __future__ import annotations

from services.content.rules.editorial_errors import AlreadySubmitted, NothingNewToReview
from services.content.usecases.taking_step import StepOfArticle, begin_step, take_step
from services.content.usecases.write_article import ArticleAtDesk, at_desk
from shared.usecase import Context


class SubmitArticle(StepOfArticle):
    pass


def submit_article(command: SubmitArticle, ctx: Context) -> ArticleAtDesk:
    """Raises NothingNewToReview, AlreadySubmitted."""
    article, done = begin_step(command, "submitted", ctx)
    if done:
        return at_desk(article)
    if not article.has_new_text:
        raise NothingNewToReview
    if article.stage not in {"writing", "returned"}:
        raise AlreadySubmitted
    return at_desk(take_step(article, "submitted", ctx.actor.member_id, ctx.now, set__stage="in_review"))
