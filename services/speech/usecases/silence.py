"""What was withdrawn is silent at once, also when its publication, or a worker reading it, is still on the way.

Safe to repeat, so it needs no inbox; and it must not run in a transaction, or the worker could miss the note that it
looks for after making its row.
"""

from __future__ import annotations

from services.speech.store import audio as audios
from services.speech.store import segments, texts, withdrawn
from services.speech.usecases.clear_blobs import clear_blobs
from shared.store import BlobStore


def silence(text_id: str, version: int, blobs: BlobStore) -> None:
    """Raises ChangedByAnother when a worker finished a voice this moment; the retry withdraws that one too."""
    withdrawn.remember(text_id, version)
    texts.forget(text_id, version)
    for row in audios.of_article(text_id, up_to_version=version):
        if row.state != audios.WITHDRAWN:
            audios.set_aside(row, audios.WITHDRAWN)
    clear_blobs(text_id, blobs)
    segments.forget_article(text_id)
