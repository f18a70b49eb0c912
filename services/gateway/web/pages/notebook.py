"""Sổ ghi chép: the member's own notes, which nobody else opens; free, or about an article, a document, a meeting."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.note_file import note_file
from services.gateway.web.visit import Visit, Visitor, done
from shared.errors import AppError, Conflict, NotFound

router = APIRouter(prefix="/notebook")
LABELS = {"title": "Tên ghi chép", "text": "Nội dung ghi chép", "anchor": "Chỗ trong văn bản"}
FILE_NAME = "so-ghi-chep.txt"
PLACES = {"article": "/news/{}", "document": "/documents/{}", "meeting": "/meetings/{}"}
CHANGED = "Ghi chép này vừa được sửa trên máy khác. Đồng chí chép lại phần vừa viết, mở lại ghi chép rồi sửa."


@router.get("")
async def notebook(visit: Visitor, search: str = "", about: str = "", ref: str = "", cursor: str = "") -> Response:
    found = await visit.ask(
        "content", "list_notes", text=search[:200] or None, about_kind=about or None, about_ref=ref or None,
        cursor=cursor or None,
    )  # fmt: skip
    return visit.page("notebook.html", found=found, search=search, about=about, ref=ref, places=PLACES)


@router.get("/new")
async def new(visit: Visitor, about: str = "", ref: str = "", anchor: str = "") -> Response:
    return await _blank(visit, {"about": about, "ref": ref, "anchor": anchor})


@router.post("")
async def write(request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    given = fields.shown()
    try:
        fields.demand("text")
        thing = await _thing(visit, fields.text("about"), fields.text("ref"))
        about = {"kind": thing["kind"], "ref": thing["ref"], "label": thing["label"], "anchor": fields.text("anchor")}
        await visit.ask("content", "write_note", about=about if thing["kind"] else None, **_text(fields))
    except CORRECTABLE as error:
        return await _blank(visit, given, error)
    return done("/notebook", "note_saved")


@router.get("/file")
async def file(visit: Visitor) -> Response:
    made = note_file((await visit.ask("content", "export_notes"))["items"])
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"', "Cache-Control": "no-store"}
    return Response(made, media_type="text/plain; charset=utf-8", headers=headers)


@router.get("/{note_id}")
async def note(note_id: str, visit: Visitor) -> Response:
    kept = await visit.ask("content", "read_note", note_id=note_id)
    return visit.page("note.html", note=kept, given=kept, labels=LABELS, places=PLACES)


@router.post("/{note_id}")
async def revise(note_id: str, request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("text")
        await visit.ask("content", "revise_note", note_id=note_id, version=fields.integer("version"), **_text(fields))
    except CORRECTABLE as error:
        told = Conflict(CHANGED) if error.code == "conflict.changed_by_another" else error
        kept = await visit.ask("content", "read_note", note_id=note_id)
        return visit.page(
            "note.html", status=422, note=kept, given=fields.shown(), labels=LABELS, places=PLACES,
            errors=complaints(told, LABELS),
        )  # fmt: skip
    return done("/notebook", "note_saved")


@router.post("/{note_id}/delete")
async def delete(note_id: str, visit: Visitor) -> Response:
    await visit.ask("content", "delete_note", note_id=note_id)
    return done("/notebook", "note_deleted")


async def _blank(visit: Visit, given: dict[str, Any], error: AppError | None = None) -> Response:
    thing = await _thing(visit, given.get("about", ""), given.get("ref", ""))
    errors = complaints(error, LABELS) if error else {}
    return visit.page(
        "note_new.html", status=422 if error else 200, given=given, thing=thing, labels=LABELS, errors=errors
    )


def _text(fields: Fields) -> dict[str, Any]:
    return {"title": fields.text("title").strip(), "text": fields.text("text").strip()}


async def _thing(visit: Visit, kind: str, ref: str) -> dict[str, Any]:
    """What the note is about, asked of its owner, so that nothing hidden is named; raises NotFound."""
    if not kind:
        return {"kind": "", "ref": "", "label": "", "clauses": []}
    clauses: list[dict[str, str]] = []
    if kind == "article":
        label = (await visit.ask("content", "read_article", article_id=ref))["title"]
    elif kind == "meeting":
        label = (await visit.ask("meetings", "read_meeting", meeting_id=ref))["title"]
    elif kind == "document":
        document = await visit.ask("content", "read_document", document_id=ref)
        label = document["title"]
        clauses = [each for each in document["sections"] if each["heading"]]
    else:
        raise NotFound
    return {"kind": kind, "ref": ref, "label": label, "clauses": clauses}
