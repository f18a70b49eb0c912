"""What was scheduled goes to its readers at its time, or as soon as a process runs again. Run from time to time by
every process of the service: of two at once one publishes, the other finds another version."""

from __future__ import annotations

from datetime import datetime

from services.content.store import articles
from services.content.store.articles import Article
from services.content.usecases.putting_before_readers import put_before_readers
from services.content.usecases.taking_step import take_step
from shared.errors import AppError
from shared.observability import log
from shared.outbox import ChangedByAnother


def publish_due_articles(now: datetime) -> int:
    """How many were published."""
    return sum(_publish(article, now) for article in articles.due(now))


def _publish(article: Article, now: datetime) -> bool:
    try:
        put_before_readers(article, "published_on_time", None, now)
    except ChangedByAnother:
        return False  # another process, or an editor, was first
    except AppError as refused:
        _return(article, refused, now)
        return False
    return True


def _return(article: Article, refused: AppError, now: datetime) -> None:
    """The rules are stricter than when the time was set: an editor looks at it again."""
    log.warning("scheduled_article_refused", article_id=article.id, error_code=refused.code)
    try:
        take_step(
            article, "returned", "", now, reason=refused.message, set__stage="returned",
            set__returned_for=refused.message, unset__approved_revision=1, unset__publish_at=1,
        )  # fmt: skip
    except ChangedByAnother:
        return
