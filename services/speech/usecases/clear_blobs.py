"""Blobs of audio that no longer counts are deleted; the row forgets its blob only when the blobs are gone."""

from __future__ import annotations

from itertools import takewhile

from services.speech.store import audio as audios
from services.speech.store.audio import ArticleAudio
from shared.store import BlobStore


def clear_blobs(article_id: str, blobs: BlobStore) -> None:
    for row in audios.of_article(article_id):
        if row.state in {audios.REPLACED, audios.WITHDRAWN} and row.blob_id:
            delete_blobs(row, blobs)
            audios.blob_deleted(row)


def delete_older_blobs(audio: ArticleAudio, blobs: BlobStore) -> None:
    """All that lay under this row before what is heard now; not what another delivery is about to put in its place."""
    for blob_id in takewhile(lambda blob_id: blob_id != audio.blob_id, audios.every_blob(audio)):
        blobs.delete(blob_id)


def delete_blobs(audio: ArticleAudio, blobs: BlobStore) -> None:
    for blob_id in audios.every_blob(audio):
        blobs.delete(blob_id)
