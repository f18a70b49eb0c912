"""A document's text is kept for the day somebody asks to hear it; one that was asked for is read anew."""

from __future__ import annotations

from services.speech.rules.document_blocks import blocks_of
from services.speech.store import documents, withdrawn
from shared.contracts import Received
from shared.contracts.content import DocumentPublished
from shared.usecase import Context


def on_document_published(received: Received[DocumentPublished], _ctx: Context) -> None:
    document = received.data
    if not withdrawn.is_withdrawn(document.document_id, document.document_version):
        documents.keep(document, list(blocks_of(document.title, document.clauses)))
