"""A withdrawn article is heard nowhere any more."""

from __future__ import annotations

from services.speech.usecases.silence import silence
from shared.contracts.content import ArticleWithdrawn
from shared.store import BlobStore


def on_article_withdrawn(article: ArticleWithdrawn, blobs: BlobStore) -> None:
    silence(article.article_id, article.article_version, blobs)
