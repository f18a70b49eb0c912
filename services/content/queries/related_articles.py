"""What else there is to read on the matter of an article: the articles that share most words with its title, then the
newest of its main category, and the documents whose numbers it cites. Only what the reader may see; no article by its
words where the search is not open."""

from __future__ import annotations

import re

import msgspec

from services.content.engines.search_index import SearchIndexBrokenError
from services.content.engines.search_place import search_place
from services.content.engines.search_reading import Filters, Reader
from services.content.queries.read_article import ArticleView, ReadArticle, read_article
from services.content.rules.errors import SearchNotOpen
from services.content.rules.permissions import READ_BELOW, may_read
from services.content.rules.search_entry import FIRST_DAY, day_number
from services.content.rules.search_query import asked_for
from services.content.store import articles
from services.content.store.documents import Document
from shared import clock
from shared.beside_hub import beside_hub
from shared.security import Actor, audiences_of, paths_for
from shared.usecase import Context, Id, Request

MOST = 4
_CITED = re.compile(r"\b\d{1,4}-[A-ZĐ]{1,5}(?:/[A-ZĐ]{1,8})+")


class RelatedArticles(Request):
    article_id: Id


class Related(msgspec.Struct, frozen=True):
    id: str
    title: str


class RelatedView(msgspec.Struct, frozen=True):
    articles: list[Related]
    documents: list[Related]


def related_articles(query: RelatedArticles, ctx: Context) -> RelatedView:
    """Raises ArticleNotFound."""
    article = read_article(ReadArticle(article_id=query.article_id), ctx)
    text = " ".join([article.title, article.summary, *article.paragraphs])
    alike = _alike(article.id, article.title, ctx)
    found = {each.id: each for each in (*alike, *_of_category(article, ctx.actor)) if each.id != article.id}
    return RelatedView(list(found.values())[:MOST], _cited(text, ctx.actor))


def _of_category(article: ArticleView, actor: Actor) -> list[Related]:
    if not article.categories:
        return []
    rows = articles.for_readers(audiences_of(actor), None, [article.categories[0].id]).rows
    return [Related(row.id, row.published.title) for row in rows]


def _alike(article_id: str, title: str, ctx: Context) -> list[Related]:
    today = day_number(clock.local_date(ctx.now), FIRST_DAY)
    filters = Filters(today=today, thing="article")
    try:
        reading = search_place().reading(Reader(audiences_of(ctx.actor), paths_for(ctx.actor, READ_BELOW)))
        heads = beside_hub(lambda: reading.nearest(asked_for(title), filters, MOST + 1)).heads
    except (SearchNotOpen, SearchIndexBrokenError):
        return []
    return [Related(head.id, head.title) for head in heads if head.id != article_id][:MOST]


def _cited(text: str, actor: Actor) -> list[Related]:
    numbers = list(dict.fromkeys(_CITED.findall(text)))[:MOST]
    rows = Document.objects(number__in=numbers, withdrawn=False).only("number", "title", "audience") if numbers else []
    return [Related(row.id, f"{row.number}: {row.title}") for row in rows if may_read(actor, row.audience)]
