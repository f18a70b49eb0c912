"""A withdrawn article is silent at once, also when its publication, or a worker reading it, is still on the way.

Safe to repeat, so it needs no inbox; and it must not run in a transaction, or the worker could miss the note that it
looks for after making its row.
"""

from __future__ import annotations

from services.speech.store import audio as audios
from services.speech.store import withdrawn
from services.speech.usecases.clear_blobs import clear_blobs
from shared.contracts.content import ArticleWithdrawn
from shared.store import BlobStore


def on_article_withdrawn(article: ArticleWithdrawn, blobs: BlobStore) -> None:
    """Raises ChangedByAnother when a worker finished a voice this moment; the retry withdraws that one too."""
    withdrawn.remember(article.article_id, article.article_version)
    for row in audios.of_article(article.article_id, up_to_version=article.article_version):
        if row.state != audios.WITHDRAWN:
            audios.set_aside(row, audios.WITHDRAWN)
    clear_blobs(article.article_id, blobs)
