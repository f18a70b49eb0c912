"""A file as it was read, or how far its reading is; what it seems to be, and which document of the library it would be
a new version of."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.rules.permissions import KEEP_DOCUMENTS
from services.content.rules.scan_text import Run
from services.content.store import documents
from services.content.store.scans import Scan
from services.content.usecases.import_document import document_id_of
from services.content.usecases.import_draft import known_draft
from services.content.usecases.knowing_scan import known_scan
from shared.reading.clauses import sections_of
from shared.reading.file import Filled
from shared.security import Actor, allowed
from shared.usecase import Context, Id, Request


class ReadDocumentDraft(Request):
    """`number`, `issuer`: as they were corrected meanwhile."""

    draft_id: Id
    number: Filled | None = None
    issuer: Filled | None = None


class DraftSection(msgspec.Struct, frozen=True):
    anchor: str
    heading: str
    text: str


class KnownDocument(msgspec.Struct, frozen=True):
    id: str
    version: int
    revision: int
    title: str
    withdrawn: bool


class PageNote(msgspec.Struct, frozen=True):
    page: int
    code: str
    message: str


class DraftView(msgspec.Struct, frozen=True, kw_only=True):
    """`document_id`: what it became, "" while it waits. `state`: ready, or of a scan waiting (for the reader), reading
    (`page` of `pages`), refused, failed (`told`, `code`). `doubts`: paragraphs with words that the reader of a scan was
    not sure of. `page_notes`: pages of which nothing was read, and why."""

    id: str
    file_name: str
    audience: str
    at: datetime
    document_id: str
    proposed: dict[str, str]
    text: str
    sections: list[DraftSection]
    empty_pages: list[int]
    known: KnownDocument | None
    state: str = "ready"
    scanned: bool = False
    page: int = 0
    pages: int = 0
    told: str = ""
    code: str = ""
    doubts: list[list[Run]] = []
    doubtful_words: int = 0
    page_notes: list[PageNote] = []


def read_document_draft(query: ReadDocumentDraft, ctx: Context) -> DraftView:
    """Raises DraftNotFound."""
    scan = known_scan(query.draft_id, ctx.actor)
    if scan is not None:
        return _being_read(scan)
    draft = known_draft(query.draft_id, ctx.actor)
    doubts = msgspec.convert(list(draft.doubts), list[list[Run]])
    issuer = query.issuer or draft.proposed.get("issuer", "")
    number = query.number or draft.proposed.get("number", "")
    return DraftView(
        id=draft.id,
        file_name=draft.file_name,
        audience=draft.audience,
        at=draft.at,
        document_id=draft.document_id or "",
        proposed=dict(draft.proposed),
        text=draft.text,
        sections=[DraftSection(each.anchor, each.heading, each.text) for each in sections_of("", draft.text)],
        empty_pages=list(draft.empty_pages),
        known=_known(issuer, number, ctx.actor) if issuer and number else None,
        scanned=draft.scanned,
        doubts=doubts,
        doubtful_words=sum(run.doubtful for paragraph in doubts for run in paragraph),
        page_notes=msgspec.convert(list(draft.page_notes), list[PageNote]),
    )


def _being_read(scan: Scan) -> DraftView:
    return DraftView(
        id=scan.id,
        file_name=scan.file_name,
        audience=scan.audience,
        at=scan.at,
        document_id="",
        proposed={},
        text="",
        sections=[],
        empty_pages=[],
        known=None,
        state=scan.state,
        scanned=True,
        page=scan.page,
        pages=scan.pages,
        told=scan.told,
        code=scan.code,
    )


def _known(issuer: str, number: str, actor: Actor) -> KnownDocument | None:
    found = documents.find(document_id_of(issuer, number))
    if found is None or not allowed(actor, KEEP_DOCUMENTS, found.audience):
        return None
    return KnownDocument(found.id, found.version, found.revision, found.title, found.withdrawn)
