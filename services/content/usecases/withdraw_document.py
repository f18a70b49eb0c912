"""A document is taken away from its readers. Its texts are kept, with the reason; importing it again brings it back.
What it had replaced holds again as if it had never come."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.content.rules.errors import DocumentNotFound
from services.content.rules.permissions import KEEP_DOCUMENTS
from services.content.store import documents
from services.content.store.documents import Document
from services.content.usecases.settling_validity import settle
from shared.contracts.content import DocumentWithdrawn
from shared.outbox import ChangedByAnother, change
from shared.security import allowed
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version

Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


class WithdrawDocument(Request):
    document_id: Id
    version: Version
    reason: Reason


class DocumentAtDesk(msgspec.Struct, frozen=True):
    id: str
    version: int
    withdrawn: bool


def withdraw_document(command: WithdrawDocument, ctx: Context) -> DocumentAtDesk:
    """Raises DocumentNotFound, also for one of another committee; ChangedByAnother, SecretMark."""
    document = documents.find(command.document_id)
    if document is None or not allowed(ctx.actor, KEEP_DOCUMENTS, document.audience):
        raise DocumentNotFound
    if document.withdrawn and document.version == command.version + 1:
        return _at_desk(document)
    if document.withdrawn or document.version != command.version:
        raise ChangedByAnother
    refuse_secrets({"reason": command.reason}, ctx.actor, document.audience, ctx.now)
    return _at_desk(_withdrawn(document, command.reason))


def withdraw_at_machine(document_id: str) -> None:
    """Raises DocumentNotFound."""
    _withdrawn(documents.get(document_id), None)


def _withdrawn(document: Document, reason: str | None) -> Document:
    event = DocumentWithdrawn(
        document_id=document.id, document_version=document.version + 1, audience=document.audience
    )

    def work() -> Document:
        changed = change(document, event, set__withdrawn=True, set__withdrawal_reason=reason)
        settle(document.supersedes)
        return changed

    return in_transaction(work)


def _at_desk(document: Document) -> DocumentAtDesk:
    return DocumentAtDesk(document.id, document.version, document.withdrawn)
