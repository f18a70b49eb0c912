"""An editor takes an article back from the public; members keep it. Or it is withdrawn, which closes it as well."""

from __future__ import annotations

from services.content.rules.errors import NotOpen
from services.content.store.articles import Article
from services.content.usecases.found_for_change import article_to_change
from services.content.usecases.withdraw_article import Reason, closing, record_closing
from services.content.usecases.write_article import ArticleAtDesk, at_desk
from shared.outbox import ChangedByAnother, change
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version


class CloseArticle(Request):
    article_id: Id
    version: Version
    reason: Reason


def close_article(command: CloseArticle, ctx: Context) -> ArticleAtDesk:
    """Closing what this command closed answers as the first time, and tells nobody again."""
    article = article_to_change(command.article_id, ctx.actor)
    if not article.is_open and article.version == command.version + 1 and article.closing_reason == command.reason:
        return at_desk(article)
    if article.version != command.version:
        raise ChangedByAnother
    if not article.is_open:
        raise NotOpen
    refuse_secrets({"reason": command.reason}, ctx.actor, article.audience, ctx.now)

    def work() -> Article:
        changed: Article = change(
            article, *closing(article), unset__opened=1, unset__opened_at=1, set__closing_reason=command.reason,
            set__changed_at=ctx.now,
        )  # fmt: skip
        record_closing(article, ctx)
        return changed

    return at_desk(in_transaction(work))
