"""A withdrawn article is heard nowhere any more."""

from __future__ import annotations

from services.speech.usecases.silence import silence
from services.speech.usecases.silence_chapter import silence_chapter
from shared.contracts.content import ArticleWithdrawn
from shared.store import BlobStore


def on_article_withdrawn(article: ArticleWithdrawn, blobs: BlobStore) -> None:
    silence(article.article_id, article.article_version, blobs)
    silence_chapter(article.article_id, blobs)
