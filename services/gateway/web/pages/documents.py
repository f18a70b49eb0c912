"""Tài liệu: the library of Party documents, with search, and one document with an anchor per clause."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from services.gateway.web.search_form import SearchForm
from services.gateway.web.visit import Visitor

router = APIRouter()


@router.get("/documents")
async def documents(visit: Visitor, cursor: str | None = None) -> Response:
    form = SearchForm.of(visit.request.query_params, thing="document")
    if form.search:
        hits = await visit.ask("content", "search", **form.question(cursor))
        return visit.page("documents.html", form=form, hits=hits)
    return visit.page("documents.html", form=form, found=await visit.ask("content", "list_documents", cursor=cursor))


@router.get("/documents/{document_id}")
async def document(document_id: str, visit: Visitor) -> Response:
    shown = await visit.ask("content", "read_document", document_id=document_id)
    parts = await visit.parts(
        audio=visit.ask("speech", "audio_of", article_id=document_id),
        place=visit.ask("speech", "listening_place", text_id=document_id),
    )
    return visit.page("document.html", document=shown, **parts)


@router.post("/documents/{document_id}/reading")
async def ask_for_reading(document_id: str, visit: Visitor) -> Response:
    """The page then says how far it is. Asked twice it is read once."""
    await visit.ask("speech", "ask_for_reading", document_id=document_id)
    return RedirectResponse(f"/documents/{document_id}#listening", 303)
