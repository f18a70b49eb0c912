"""The Party documents meant for the reader, the last issued first."""

from __future__ import annotations

from datetime import date

import msgspec

from services.content.store import documents
from services.content.store.documents import Document
from shared.security import audiences_of, citizens_may, helpers_may
from shared.usecase import Context, Cursor, Request


class ListDocuments(Request):
    cursor: Cursor | None = None


class DocumentRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    number: str
    title: str
    kind: str
    issuer: str
    issued_on: date
    effective_until: date | None


class DocumentPage(msgspec.Struct, frozen=True):
    items: list[DocumentRow]
    next_cursor: str | None


@citizens_may
@helpers_may("read_news")
def list_documents(query: ListDocuments, ctx: Context) -> DocumentPage:
    found = documents.for_readers(audiences_of(ctx.actor), query.cursor)
    return DocumentPage([_row(document) for document in found.rows], found.next_cursor)


def _row(document: Document) -> DocumentRow:
    return DocumentRow(
        id=document.id,
        number=document.number,
        title=document.title,
        kind=document.kind,
        issuer=document.issuer,
        issued_on=document.issued_on,
        effective_until=document.effective_until,
    )
