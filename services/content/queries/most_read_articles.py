"""What was opened most often in the last seven days, of what is meant for the reader. In order, without the numbers."""

from __future__ import annotations

import msgspec

from services.content.queries.list_articles import ArticleRow, row_of
from services.content.store import reads
from services.content.store.articles import NOT_LISTED, Article
from shared.security import audiences_of
from shared.usecase import Context, Request

MOST = 5


class MostReadArticles(Request):
    pass


class MostRead(msgspec.Struct, frozen=True):
    items: list[ArticleRow]


def most_read_articles(_: MostReadArticles, ctx: Context) -> MostRead:
    audiences = audiences_of(ctx.actor)
    ranked = reads.most_read(audiences, ctx.now)
    rows = Article.objects(pk__in=ranked, state="published", published__audience__in=audiences).exclude(*NOT_LISTED)
    found = {row.id: row for row in rows}
    return MostRead([row_of(found[article_id]) for article_id in ranked if article_id in found][:MOST])
