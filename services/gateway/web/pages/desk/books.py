"""Sách nói: making audio books out of what is published."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.given_files import SECONDS_FOR_A_FILE
from services.gateway.web.forms import CORRECTABLE, Fields, at_the_file, complaints, fields_of
from services.gateway.web.navigation import BY_ROLE
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError, Conflict, Invalid

router = APIRouter(prefix="/desk/books")
HERE = "/desk/books"
LABELS = {
    "title": "Tên sách",
    "summary": "Giới thiệu",
    "audience": "Phạm vi nhận",
    "reason": "Lý do gỡ",
    "opening_reason": "Lý do công khai",
    "closing_reason": "Lý do thôi công khai",
    "confirmed": "Xác nhận công khai",
    "file": "Ảnh trên máy",
    "alt": "Trong ảnh có gì",
}


@router.get("")
async def books(visit: DeskVisitor, cursor: str | None = None) -> Response:
    found = await visit.ask("content", "list_desk_books", cursor=cursor)
    return visit.page("desk/books.html", found=found)


@router.get("/new")
async def new(visit: DeskVisitor) -> Response:
    return await _new(visit)


@router.post("")
async def make(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        made = await visit.ask("content", "make_book", **_text(fields))
    except CORRECTABLE as error:
        return await _new(visit, error, fields.shown())
    return done(f"{HERE}/{made['id']}", "book_saved")


@router.get("/{book_id}")
async def edit(book_id: str, visit: DeskVisitor, search: str = "") -> Response:
    return await _form(visit, book_id, search=search)


@router.post("/{book_id}")
async def change(book_id: str, request: Request, visit: DeskVisitor) -> Response:
    """Saved first, then published: if publishing is refused the work is safe."""
    fields = await fields_of(request)
    chapters = _chapters(fields)
    try:
        changed = await visit.ask(
            "content", "change_book", book_id=book_id, version=fields.integer("version"), chapters=chapters,
            **_text(fields),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _form(visit, book_id, error, {**fields.shown(), "chapters": chapters})
    if fields.text("then") == "publish":
        try:
            await visit.ask("content", "publish_book", book_id=book_id, version=changed["version"])
        except CORRECTABLE as error:
            return await _form(visit, book_id, error)
        return done(HERE, "book_published")
    return done(f"{HERE}/{book_id}", "book_saved", at="chapters")


@router.post("/{book_id}/cover")
async def send_cover(book_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        file = fields.file("file")
        fields.demand("alt")
        await visit.ask(
            "content", "send_book_cover", within=SECONDS_FOR_A_FILE, book_id=book_id,
            version=fields.integer("version"), file_name=file.name or "tep", content=file.encoded,
            alt=fields.text("alt"),
        )  # fmt: skip
    except CORRECTABLE as error:
        told = at_the_file(error) if isinstance(error, Invalid) else error
        return await _form(visit, book_id, told, {"alt": fields.text("alt")})
    return done(f"{HERE}/{book_id}", "book_cover_sent", at="cover")


@router.post("/{book_id}/cover/remove")
async def remove_cover(book_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask("content", "remove_book_cover", book_id=book_id, version=fields.integer("version"))
    except Conflict as error:
        return await _form(visit, book_id, error)
    return done(f"{HERE}/{book_id}", "book_cover_removed", at="cover")


@router.post("/{book_id}/withdraw")
async def withdraw(book_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("reason")
        await visit.ask(
            "content", "withdraw_book", book_id=book_id, version=fields.integer("version"), reason=fields.text("reason")
        )
    except CORRECTABLE as error:
        return await _form(visit, book_id, error)
    return done(HERE, "book_withdrawn")


@router.post("/{book_id}/open")
async def open_to_all(book_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("opening_reason", "confirmed")
        await visit.ask(
            "content", "open_book", book_id=book_id, version=fields.integer("version"),
            reason=fields.text("opening_reason"), confirmed=fields.text("confirmed") == "1",
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _form(visit, book_id, error, {"opening_reason": fields.text("opening_reason")})
    return done(f"{HERE}/{book_id}", "book_opened")


@router.post("/{book_id}/close")
async def close_to_all(book_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("closing_reason")
        await visit.ask(
            "content", "close_book", book_id=book_id, version=fields.integer("version"),
            reason=fields.text("closing_reason"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _form(visit, book_id, error, {"closing_reason": fields.text("closing_reason")})
    return done(f"{HERE}/{book_id}", "book_closed")


def _text(fields: Fields) -> dict[str, Any]:
    return {name: fields.text(name) for name in ("title", "summary", "audience")}


def _chapters(fields: Fields) -> list[dict[str, str]]:
    """In the order of the numbers that were typed; what was chosen to be added stands at the end."""
    places = fields.lines("chapter")
    kept = []
    for index, place in enumerate(places):
        kind, _, ref = place.partition(":")
        if fields.text(f"remove-{ref}") == "yes":
            continue
        typed = fields.text(f"order-{ref}")
        order = int(typed) if typed.isascii() and typed.isdecimal() else index + 1
        kept.append((order, index, {"kind": kind, "ref": ref, "title": fields.text(f"name-{ref}").strip()}))
    chapters = [chapter for _, _, chapter in sorted(kept, key=lambda one: one[:2])]
    for added in fields.lines("add"):
        kind, _, ref = added.partition(":")
        chapters.append({"kind": kind, "ref": ref, "title": ""})
    return chapters


async def _new(visit: Visit, error: AppError | None = None, given: dict[str, Any] | None = None) -> Response:
    return visit.page(
        "desk/book_new.html", status=422 if error else 200, given=given or {}, labels=LABELS,
        errors=complaints(error, LABELS) if error else {}, audiences=await audiences(visit, BY_ROLE[HERE]),
    )  # fmt: skip


async def _form(
    visit: Visit, book_id: str, error: AppError | None = None, given: dict[str, Any] | None = None, search: str = ""
) -> Response:
    book = await visit.ask("content", "read_book", book_id=book_id, working=True)
    shown = {**book, **(given or {})}
    if given and "chapters" in given:
        titles = {item["ref"]: item for item in book["chapters"]}
        shown["chapters"] = [
            {**titles.get(item["ref"], {"title": "", "available": True}), **item, "given_title": item["title"]}
            for item in given["chapters"]
        ]
    found = await visit.ask("content", "chapter_candidates", audience=book["audience"], search=search.strip() or None)
    refs = [item["ref"] for item in book["chapters"] if item["available"]]
    audio = (await visit.parts(audio=visit.ask("speech", "audio_of_many", article_ids=refs)))["audio"]
    states = [item["state"] for item in audio.get("items", {}).values()]
    chosen = {item["ref"] for item in shown["chapters"]}
    return visit.page(
        "desk/book.html", status=422 if error else 200, book=book, given=shown, labels=LABELS, search=search,
        errors=complaints(error, LABELS) if error else {}, audiences=await audiences(visit, BY_ROLE[HERE]),
        reading={"away": audio.away, "of": len(book["chapters"]), "ready": states.count("ready")},
        candidates=[item for item in found["items"] if item["ref"] not in chosen],
    )  # fmt: skip
