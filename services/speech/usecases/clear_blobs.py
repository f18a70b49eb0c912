"""Blobs of audio that no longer counts are deleted; the row forgets its blob only when the blob is gone."""

from __future__ import annotations

from services.speech.store import audio as audios
from shared.store import BlobStore


def clear_blobs(article_id: str, blobs: BlobStore) -> None:
    for row in audios.of_article(article_id):
        if row.state in {audios.REPLACED, audios.WITHDRAWN} and row.blob_id:
            blobs.delete(row.blob_id)
            audios.blob_deleted(row)
