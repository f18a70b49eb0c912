"""The library of Party documents at the desk: `content`. A file is read, looked at, then imported."""

from __future__ import annotations

import base64
from typing import Annotated

from fastapi import APIRouter, File, Form, Query, UploadFile

from services.gateway.api.shapes import Answer, Body, Cursor, Day, RepeatKey
from services.gateway.asking import Ask
from services.gateway.given_files import SECONDS_FOR_A_FILE

router = APIRouter(tags=["documents"], prefix="/desk/documents")
SERVICE = "content"
Typed = Annotated[str | None, Query(max_length=500)]


class DraftImport(Body):
    """`seen_version`: of the document that has this number and issuer already, 0 when none has."""

    audience: str
    number: str
    kind: str
    title: str
    issuer: str
    issued_on: Day
    effective_from: Day | None = None
    effective_until: Day | None = None
    supersedes: str | None = None
    supersedes_issuer: str | None = None
    text: str | None = None
    seen_version: int = 0


class DocumentWithdrawal(Body):
    version: int
    reason: str


@router.get("")
async def list_desk_documents(ask: Ask, cursor: Cursor = None) -> Answer:
    return await ask(SERVICE, "list_desk_documents", cursor=cursor)


@router.post("/drafts", status_code=201)
async def send_document(
    ask: Ask,
    audience: Annotated[str, Form()],
    file: Annotated[
        UploadFile, File(description="DOCX, HTML or text, 11 MB at most; PDF, or a scan as PDF, PNG, JPEG or TIFF")
    ],
    _key: RepeatKey = None,
) -> Answer:
    content = base64.b64encode(await file.read()).decode("ascii")
    return await ask(
        SERVICE, "send_document", within=SECONDS_FOR_A_FILE, audience=audience, file_name=file.filename or "tep",
        content=content,
    )  # fmt: skip


@router.get("/drafts/{draft_id}")
async def read_document_draft(draft_id: str, ask: Ask, number: Typed = None, issuer: Typed = None) -> Answer:
    """`number` and `issuer` as they are corrected: which document they would make a new version of."""
    return await ask(SERVICE, "read_document_draft", draft_id=draft_id, number=number, issuer=issuer)


@router.post("/drafts/{draft_id}/import")
async def import_draft(draft_id: str, body: DraftImport, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "import_draft", draft_id=draft_id, **body.fields())


@router.post("/drafts/{draft_id}/discard")
async def discard_draft(draft_id: str, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "discard_draft", draft_id=draft_id)


@router.get("/{document_id}")
async def read_desk_document(document_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "read_desk_document", document_id=document_id)


@router.post("/{document_id}/revise", status_code=201)
async def revise_document(document_id: str, ask: Ask, _key: RepeatKey = None) -> Answer:
    """A draft with the head and the text as they stand."""
    return await ask(SERVICE, "revise_document", document_id=document_id)


@router.post("/{document_id}/withdraw")
async def withdraw_document(document_id: str, body: DocumentWithdrawal, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "withdraw_document", document_id=document_id, **body.fields())
