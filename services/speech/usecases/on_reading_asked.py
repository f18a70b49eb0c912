"""A document that somebody asked for is read as an article of the same id is: in slices, by two voices."""

from __future__ import annotations

import math

from services.speech.engines.narrator import Narrator
from services.speech.store import documents
from services.speech.usecases.on_article_published import Reading, read_aloud
from shared.contracts.content import ArticlePublished
from shared.contracts.speech import ReadingAsked
from shared.store import BlobStore


def on_reading_asked(
    asked: ReadingAsked, narrator: Narrator, blobs: BlobStore, slice_seconds: float = math.inf
) -> None:
    """Nothing to do for a version that is not the newest any more, or was withdrawn: its text is gone."""
    document = documents.get(asked.document_id)
    if document is None or document.document_version != asked.document_version:
        return
    text = ArticlePublished(
        article_id=document.id,
        article_version=document.document_version,
        audience=document.audience,
        title=document.title,
        blocks=document.blocks,
    )
    # Whoever waits for it looks at its page; to all the others it is no news.
    read_aloud(text, Reading(narrator, blobs, slice_seconds, announced=False))
