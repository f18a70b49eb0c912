"""A page of an article was opened: its number of the day goes up by one. Nobody is told, and who it was is not kept; so
the same person on another day, or twice on one, counts again."""

from __future__ import annotations

import msgspec

from services.content.rules.errors import ArticleNotFound
from services.content.rules.permissions import may_read
from services.content.store import articles, reads
from shared.usecase import Context, Id, Request


class CountReading(Request):
    article_id: Id


class Counted(msgspec.Struct, frozen=True):
    article_id: str


def count_reading(command: CountReading, ctx: Context) -> Counted:
    """Raises ArticleNotFound for what the reader may not see: nobody counts up what he did not read."""
    article = articles.get(command.article_id)
    if article.state != "published" or not may_read(ctx.actor, article.published.audience):
        raise ArticleNotFound
    reads.count(article.id, article.published.audience, ctx.now)
    return Counted(article.id)
