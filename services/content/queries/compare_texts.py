"""Any two texts of an article beside each other, for its editors."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.queries.article_history import known_to_editor
from services.content.rules.comparing import Row, compare, compare_blocks
from services.content.rules.editorial_errors import TextNotFound
from services.content.store import categories, texts
from services.content.store.texts import ArticleText
from shared.usecase import Context, Id, Request, Version


class CompareTexts(Request):
    article_id: Id
    older: Version
    newer: Version


class Side(msgspec.Struct, frozen=True):
    revision: int
    by: str
    at: datetime


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    older: Side
    newer: Side
    heading: Row
    summary: Row | None
    categories: Row | None
    paragraphs: list[Row]


def compare_texts(query: CompareTexts, ctx: Context) -> Comparison:
    """Raises ArticleNotFound, TextNotFound."""
    article = known_to_editor(query.article_id, ctx.actor)
    older, newer = _text(article.id, query.older), _text(article.id, query.newer)
    summaries = compare([older.summary or ""], [newer.summary or ""])
    return Comparison(
        title=article.title,
        older=_side(older),
        newer=_side(newer),
        heading=compare([older.title], [newer.title])[0],
        summary=summaries[0] if older.summary or newer.summary else None,
        categories=_categories(older, newer),
        paragraphs=compare_blocks(older.rich, newer.rich),
    )


def _categories(older: ArticleText, newer: ArticleText) -> Row | None:
    before, after = (", ".join(categories.names_of(text.categories)) for text in (older, newer))
    return compare([before], [after])[0] if before or after else None


def _text(article_id: str, revision: int) -> ArticleText:
    found = texts.text_of_revision(article_id, revision)
    if found is None:
        raise TextNotFound
    return found


def _side(text: ArticleText) -> Side:
    return Side(text.revision, text.author_id, text.written_at)
