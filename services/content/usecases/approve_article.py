"""An editor approves the text that was submitted. Where the setting asks for two persons, not one's own."""

from __future__ import annotations

from services.content.engines.in_use import two_persons_asked
from services.content.rules.editorial import wrote
from services.content.rules.editorial_errors import NotInReview, OwnText
from services.content.store import texts
from services.content.usecases.taking_step import StepOfArticle, begin_step, take_step
from services.content.usecases.write_article import ArticleAtDesk, at_desk
from shared.usecase import Context


class ApproveArticle(StepOfArticle):
    pass


def approve_article(command: ApproveArticle, ctx: Context) -> ArticleAtDesk:
    """Raises NotInReview, OwnText."""
    article, done = begin_step(command, "approved", ctx)
    if done:
        return at_desk(article)
    if article.stage != "in_review":
        raise NotInReview
    me = ctx.actor.member_id
    if two_persons_asked() and wrote(me, texts.writers_since(article.id, article.published_revision)):
        raise OwnText
    approved = take_step(
        article, "approved", me, ctx.now, set__stage="approved", set__approved_revision=article.revision
    )
    return at_desk(approved)
