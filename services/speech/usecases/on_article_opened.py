"""An article is open to everybody, or no longer. Safe to repeat, so it needs no inbox."""

from __future__ import annotations

from datetime import datetime

from services.speech.store import opened
from shared.contracts.content import ArticleClosed, ArticleOpened


def on_article_opened(article: ArticleOpened | ArticleClosed, at: datetime) -> None:
    """`at`: when it was opened or closed."""
    told = {"title": article.title} if isinstance(article, ArticleOpened) else {}
    opened.note(
        article.article_id,
        article.revision,
        article_version=article.article_version,
        opened=isinstance(article, ArticleOpened),
        opened_at=at,
        **told,
    )
