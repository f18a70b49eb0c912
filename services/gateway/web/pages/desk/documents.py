"""Văn bản: a document sent as a file, looked at with what was recognised, imported, revised, withdrawn."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.given_files import SECONDS_FOR_A_FILE
from services.gateway.web.forms import CORRECTABLE, Fields, at_the_file, complaints, fields_of
from services.gateway.web.navigation import BY_ROLE
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError, Conflict

router = APIRouter(prefix="/desk/documents")
HERE = "/desk/documents"
LABELS = {
    "file": "Tệp văn bản", "audience": "Phạm vi nhận", "number": "Số hiệu", "kind": "Loại văn bản",
    "title": "Trích yếu",
    "issuer": "Cơ quan ban hành", "issued_on": "Ngày ban hành", "effective_from": "Có hiệu lực từ ngày",
    "effective_until": "Hết hiệu lực sau ngày", "supersedes": "Thay thế văn bản số",
    "supersedes_issuer": "Cơ quan ban hành văn bản được thay thế", "text": "Nội dung", "reason": "Lý do gỡ",
}  # fmt: skip
DEMANDED = ("number", "kind", "title", "issuer", "issued_on")
OPTIONAL = ("effective_from", "effective_until", "supersedes", "supersedes_issuer", "text")


@router.get("")
async def documents(visit: DeskVisitor, cursor: str | None = None) -> Response:
    return await _list(visit, cursor=cursor)


@router.post("")
async def send(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        file = fields.file("file")
        sent = await visit.ask(
            "content", "send_document", within=SECONDS_FOR_A_FILE, audience=fields.text("audience"),
            file_name=file.name or "tep", content=file.encoded,
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _list(visit, at_the_file(error), fields.shown())
    told = "document_read" if sent["state"] == "ready" else "document_scan_sent"
    return done(f"{HERE}/drafts/{sent['id']}", told)


@router.get("/drafts/{draft_id}")
async def draft(draft_id: str, visit: DeskVisitor) -> Response:
    return await _draft(visit, draft_id)


@router.post("/drafts/{draft_id}")
async def import_it(draft_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand(*DEMANDED)
        made = await visit.ask(
            "content", "import_draft", draft_id=draft_id, audience=fields.text("audience"),
            seen_version=fields.integer("seen_version"), **_head(fields),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _draft(visit, draft_id, error, fields)
    told = "document_unchanged" if made["outcome"] == "unchanged" else "document_imported"
    return done(f"{HERE}/{made['id']}", told)


@router.post("/drafts/{draft_id}/discard")
async def discard(draft_id: str, visit: DeskVisitor) -> Response:
    try:
        await visit.ask("content", "discard_draft", draft_id=draft_id)
    except CORRECTABLE as error:
        return await _draft(visit, draft_id, error)
    return done(HERE, "document_draft_discarded")


@router.get("/{document_id}")
async def document(document_id: str, visit: DeskVisitor) -> Response:
    return await _document(visit, document_id)


@router.post("/{document_id}/revise")
async def revise(document_id: str, visit: DeskVisitor) -> Response:
    made = await visit.ask("content", "revise_document", document_id=document_id)
    return done(f"{HERE}/drafts/{made['id']}", "document_read")


@router.post("/{document_id}/withdraw")
async def withdraw(document_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("reason")
        await visit.ask(
            "content", "withdraw_document", document_id=document_id, version=fields.integer("version"),
            reason=fields.text("reason"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _document(visit, document_id, error, fields.shown())
    return done(f"{HERE}/{document_id}", "document_withdrawn_at_desk")


def _head(fields: Fields) -> dict[str, Any]:
    return {name: fields.text(name) for name in DEMANDED} | {name: fields.optional(name) for name in OPTIONAL}


async def _list(
    visit: Visit, error: AppError | None = None, given: dict[str, Any] | None = None, cursor: str | None = None
) -> Response:
    found = await visit.ask("content", "list_desk_documents", cursor=cursor)
    return visit.page(
        "desk/documents.html", status=422 if error else 200, found=found, given=given or {}, labels=LABELS,
        errors=complaints(error, LABELS) if error else {}, audiences=await audiences(visit, BY_ROLE[HERE]),
    )  # fmt: skip


async def _draft(visit: Visit, draft_id: str, error: AppError | None = None, fields: Fields | None = None) -> Response:
    """After a refusal the document that the corrected number names is looked up again."""
    number, issuer = ((fields.optional(name) or "")[:500] or None if fields else None for name in ("number", "issuer"))
    item = await visit.ask("content", "read_document_draft", draft_id=draft_id, number=number, issuer=issuer)
    given = {
        "audience": item["audience"],
        "text": item["text"],
        **item["proposed"],
        **(fields.shown() if fields else {}),
    }
    status = 200 if error is None else 409 if isinstance(error, Conflict) else 422
    return visit.page(
        "desk/document_draft.html", status=status, item=item, given=given, labels=LABELS,
        errors=complaints(error, LABELS) if error else {}, audiences=await audiences(visit, BY_ROLE[HERE]),
    )  # fmt: skip


async def _document(
    visit: Visit, document_id: str, error: AppError | None = None, given: dict[str, Any] | None = None
) -> Response:
    item = await visit.ask("content", "read_desk_document", document_id=document_id)
    reading = await visit.parts(audio=visit.ask("speech", "audio_of", article_id=document_id))
    return visit.page(
        "desk/document.html", status=422 if error else 200, item=item, **reading, given=given or {}, labels=LABELS,
        errors=complaints(error, LABELS) if error else {},
    )  # fmt: skip
