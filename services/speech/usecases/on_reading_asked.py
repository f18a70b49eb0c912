"""A document that somebody asked for, or a text whose reading was stopped, is read as an article of its id is."""

from __future__ import annotations

import math

from services.speech.engines.narrator import Narrator
from services.speech.store import audio as audios
from services.speech.store import texts
from services.speech.usecases.on_article_published import Reading, read_aloud
from shared.contracts.speech import ReadingAsked
from shared.store import BlobStore


def on_reading_asked(
    asked: ReadingAsked, narrator: Narrator, blobs: BlobStore, slice_seconds: float = math.inf
) -> None:
    """Nothing to do for a version that is not the newest any more, or was withdrawn: its text is gone."""
    text = texts.find(asked.text_id)
    if text is None or text.article_version != asked.text_version:
        return
    begun = next(
        (row for row in audios.of_article(text.article_id) if row.article_version == text.article_version), None
    )
    # Whoever waits for a document looks at its page; to all the others it is no news.
    announced, roles = (begun.announced, tuple(begun.roles)) if begun else (False, ())
    read_aloud(text, Reading(narrator, blobs, slice_seconds, announced=announced, roles=roles))
