"""A document may be quoted no more."""

from __future__ import annotations

from services.assistant.store import knowledge
from shared.contracts.content import DocumentWithdrawn
from shared.messaging import Received
from shared.observability import log
from shared.usecase import Context


def on_document_withdrawn(received: Received[DocumentWithdrawn], _ctx: Context) -> None:
    document_id = received.data.document_id
    log.info("document_forgotten", document_id=document_id, stored=knowledge.withdraw(received.data))
