"""What every step of an article on its way has in common: the version that was seen, the repeated command, the row that
tells who did it."""

from __future__ import annotations

from datetime import datetime

from services.content.store import steps
from services.content.store.articles import Article
from services.content.usecases.found_for_change import article_to_change
from shared.contracts.registry import Event
from shared.outbox import ChangedByAnother, change
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version


class StepOfArticle(Request):
    article_id: Id
    version: Version


def begin_step(command: StepOfArticle, kind: str, ctx: Context) -> tuple[Article, bool]:
    """The article, and whether this very command was carried out before. Raises ArticleNotFound, NotPermitted,
    ChangedByAnother."""
    article = article_to_change(command.article_id, ctx.actor)
    if steps.was_taken(article.id, command.version + 1, kind, ctx.actor.member_id):
        return article, True
    if article.version != command.version:
        raise ChangedByAnother
    return article, False


def take_step(
    article: Article, kind: str, by: str, at: datetime, *events: Event,
    reason: str = "", publish_at: datetime | None = None, **update: object,
) -> Article:  # fmt: skip
    """The change, its events and its row in one write. Raises ChangedByAnother."""

    def work() -> Article:
        changed: Article = change(article, *events, set__changed_at=at, **update)
        steps.step(
            changed.id, changed.version, changed.revision, kind=kind, by=by, at=at, reason=reason,
            publish_at=publish_at,
        ).save(force_insert=True)  # fmt: skip
        return changed

    return in_transaction(work)
