"""A document may be quoted from now on; every process's index follows within two seconds (follower.py)."""

from __future__ import annotations

from services.assistant.store import knowledge
from shared.contracts.content import DocumentPublished
from shared.messaging import Received
from shared.observability import log
from shared.usecase import Context


def on_document_published(received: Received[DocumentPublished], _ctx: Context) -> None:
    document = received.data
    stored = knowledge.keep(document)
    log.info("document_known", document_id=document.document_id, clauses=len(document.clauses), stored=stored)
