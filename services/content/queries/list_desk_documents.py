"""What whoever keeps documents works on: files that wait to be looked at, and the library of the own organisations."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from services.content.rules.permissions import KEEP_DOCUMENTS
from services.content.store import document_drafts, documents, scans
from services.content.store.document_drafts import DocumentDraft
from services.content.store.documents import Document
from services.content.store.scans import Scan
from shared.security import paths_for
from shared.usecase import Context, Cursor, Request


class ListDeskDocuments(Request):
    cursor: Cursor | None = None


class WaitingDraft(msgspec.Struct, frozen=True, kw_only=True):
    """`state`: ready, or of a scan waiting, reading, refused, failed."""

    id: str
    file_name: str
    number: str
    at: datetime
    state: str = "ready"
    page: int = 0
    pages: int = 0


class DeskDocumentRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    version: int
    revision: int
    withdrawn: bool
    number: str
    kind: str
    title: str
    issuer: str
    issued_on: date
    audience: str


class DeskDocuments(msgspec.Struct, frozen=True):
    """`waiting`: beside the first page only."""

    waiting: list[WaitingDraft]
    items: list[DeskDocumentRow]
    next_cursor: str | None


def list_desk_documents(query: ListDeskDocuments, ctx: Context) -> DeskDocuments:
    paths = paths_for(ctx.actor, KEEP_DOCUMENTS)
    found = documents.at_the_desk(paths, query.cursor)
    waiting = [] if query.cursor else _all_waiting(paths)
    return DeskDocuments(waiting, [_row(document) for document in found.rows], found.next_cursor)


def _all_waiting(paths: tuple[str, ...]) -> list[WaitingDraft]:
    drafts = [_waiting(draft) for draft in document_drafts.waiting(paths)]
    return sorted([*drafts, *map(_scan, scans.at_the_desk(paths))], key=lambda row: row.at, reverse=True)


def _scan(scan: Scan) -> WaitingDraft:
    return WaitingDraft(
        id=scan.id, file_name=scan.file_name, number="", at=scan.at, state=scan.state, page=scan.page, pages=scan.pages
    )


def _waiting(draft: DocumentDraft) -> WaitingDraft:
    return WaitingDraft(id=draft.id, file_name=draft.file_name, number=draft.proposed.get("number", ""), at=draft.at)


def _row(document: Document) -> DeskDocumentRow:
    return DeskDocumentRow(
        id=document.id,
        version=document.version,
        revision=document.revision,
        withdrawn=document.withdrawn,
        number=document.number,
        kind=document.kind,
        title=document.title,
        issuer=document.issuer,
        issued_on=document.issued_on,
        audience=document.audience,
    )
