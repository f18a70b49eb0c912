"""A withdrawn document is heard nowhere any more, and its text is not kept."""

from __future__ import annotations

from services.speech.store import documents
from services.speech.usecases.silence import silence
from services.speech.usecases.silence_chapter import silence_chapter
from shared.contracts.content import DocumentWithdrawn
from shared.store import BlobStore


def on_document_withdrawn(document: DocumentWithdrawn, blobs: BlobStore) -> None:
    """The note first (in `silence`): a publication that comes late looks for it before it keeps the text."""
    silence(document.document_id, document.document_version, blobs)
    silence_chapter(document.document_id, blobs)
    documents.forget(document.document_id, document.document_version)
