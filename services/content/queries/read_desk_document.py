"""A document of the library as whoever keeps it sees it: withdrawn ones too, and when each of its texts came."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from services.content.queries.read_document import NewerDocument, newer_than
from services.content.rules.errors import DocumentNotFound
from services.content.rules.permissions import KEEP_DOCUMENTS
from services.content.store import documents
from services.content.store.documents import Document
from services.content.store.texts import texts_of_document
from services.content.usecases.settling_validity import ends
from shared.security import allowed
from shared.usecase import Context, Id, Request


class ReadDeskDocument(Request):
    document_id: Id


class DocumentRevision(msgspec.Struct, frozen=True):
    revision: int
    imported_at: datetime


class DeskDocument(msgspec.Struct, frozen=True, kw_only=True):
    """`replaced_holds`: the document that this one replaces is kept by another committee and stays in force."""

    id: str
    version: int
    withdrawn: bool
    withdrawal_reason: str
    number: str
    kind: str
    title: str
    issuer: str
    issued_on: date
    effective_from: date
    effective_until: date | None
    supersedes_number: str
    superseded_by: list[NewerDocument]
    replaced_holds: bool
    audience: str
    revisions: list[DocumentRevision]


def read_desk_document(query: ReadDeskDocument, ctx: Context) -> DeskDocument:
    """Raises DocumentNotFound, also for one of another committee."""
    found = documents.find(query.document_id)
    if found is None or not allowed(ctx.actor, KEEP_DOCUMENTS, found.audience):
        raise DocumentNotFound
    return DeskDocument(
        id=found.id,
        version=found.version,
        withdrawn=found.withdrawn,
        withdrawal_reason=found.withdrawal_reason or "",
        number=found.number,
        kind=found.kind,
        title=found.title,
        issuer=found.issuer,
        issued_on=found.issued_on,
        effective_from=found.effective_from,
        effective_until=found.effective_until,
        supersedes_number=found.supersedes_number or "",
        superseded_by=newer_than(found, ctx.actor),
        replaced_holds=_replaced_holds(found),
        audience=found.audience,
        revisions=[DocumentRevision(text.revision, text.imported_at) for text in texts_of_document(found.id)],
    )


def _replaced_holds(document: Document) -> bool:
    replaced = documents.find(document.supersedes) if document.supersedes else None
    return replaced is not None and not replaced.withdrawn and not ends(document, replaced.audience)
