"""Tài liệu: the library of Party documents, with search, and one document with an anchor per clause."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.visit import Visitor

router = APIRouter()


@router.get("/documents")
async def documents(visit: Visitor, search: str = "", cursor: str | None = None) -> Response:
    found = await visit.ask("content", "list_documents", search=search.strip() or None, cursor=cursor)
    return visit.page("documents.html", found=found, search=search)


@router.get("/documents/{document_id}")
async def document(document_id: str, visit: Visitor) -> Response:
    shown = await visit.ask("content", "read_document", document_id=document_id)
    return visit.page("document.html", document=shown)
