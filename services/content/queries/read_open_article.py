"""One article that is open to everybody, in the text that was opened. Asked without an account; says nothing of who
wrote it, for whom, or why it was opened."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.queries.read_article import CorrectionView, ShownFile, shown_files
from services.content.rules.blocks import RichBlock
from services.content.store import categories, opened
from shared.usecase import Context, Id, Request


class ReadOpenArticle(Request):
    article_id: Id


class OpenArticleView(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    summary: str
    paragraphs: list[str]
    blocks: list[RichBlock]
    files: list[ShownFile]
    corrections: list[CorrectionView]
    categories: list[str]
    """By their names."""
    opened_at: datetime


def read_open_article(query: ReadOpenArticle, _ctx: Context) -> OpenArticleView:
    """Raises ArticleNotFound for what is not open, withdrawn, or was never there: all the same to the public."""
    article = opened.get(query.article_id)
    text = article.opened
    return OpenArticleView(
        id=article.id,
        title=text.title,
        summary=text.summary or "",
        paragraphs=list(text.paragraphs),
        blocks=text.rich,
        files=shown_files(article.id, text.rich),
        corrections=[CorrectionView(each.at, each.note) for each in text.corrections],
        categories=categories.names_of(text.categories),
        opened_at=article.opened_at,
    )
