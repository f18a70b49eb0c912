"""Tin bài: writing, revising, publishing and withdrawing articles."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError

router = APIRouter(prefix="/desk/articles")
LABELS = {
    "title": "Tiêu đề",
    "summary": "Tóm tắt",
    "body": "Nội dung",
    "categories": "Chuyên mục",
    "audience": "Phạm vi nhận tin",
    "reason": "Lý do gỡ",
    "opening_reason": "Lý do công khai",
    "closing_reason": "Lý do thôi công khai",
    "confirmed": "Xác nhận công khai",
    "correction": "Nội dung đính chính",
    "file": "Tệp trên máy",
    "alt": "Trong ảnh có gì",
    "caption": "Chú thích dưới ảnh",
    "return_reason": "Lý do trả lại",
    "publish_day": "Giờ hẹn đăng",
}

TYPED = ("title", "summary", "body", "categories", "audience", "correction")
THEN = {
    "publish": ("publish_article", "article_published"),
    "submit": ("submit_article", "article_submitted"),
}


@router.get("")
async def articles(
    visit: DeskVisitor, state: str | None = None, category: str | None = None, cursor: str | None = None
) -> Response:
    found = await visit.ask(
        "content", "list_desk_articles", state=state or None, category=category or None, cursor=cursor
    )  # fmt: skip
    known = (await visit.ask("content", "list_categories"))["items"]
    return visit.page("desk/articles.html", found=found, state=state, category=category, categories=known)


@router.get("/new")
async def new(visit: DeskVisitor, copy: str | None = None) -> Response:
    return await _form(visit, await _with_copy(visit, {}, "", copy))


@router.post("/autosave")
async def autosave(request: Request, visit: DeskVisitor) -> Response:
    """Asked by static/autosave.js while somebody types."""
    fields = await fields_of(request)
    article_id = fields.optional("article_id")
    more: dict[str, Any] = {"article_id": article_id, "version": fields.integer("version")} if article_id else {}
    typed = {
        **_text(fields), "correction": fields.text("correction"), "window": fields.text("window"),
        "taken_from": fields.optional("taken_from"), "taken_mark": fields.text("taken_mark"),
    }  # fmt: skip
    try:
        kept = await visit.ask("content", "keep_working_copy", **typed, **more)
    except AppError as error:
        return JSONResponse({"message": error.message}, 422)
    return JSONResponse(kept)


@router.post("/discard")
async def discard(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    article_id = fields.optional("article_id")
    gone = await visit.ask(
        "content", "discard_working_copy", article_id=article_id, window=fields.text("window"), mark=fields.text("mark")
    )
    return done(f"/desk/articles/{article_id or 'new'}", "copy_discarded" if gone["discarded"] else "copy_changed")


@router.post("")
async def write(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        written = await visit.ask("content", "write_article", form="markup", **_text(fields))
    except CORRECTABLE as error:
        return await _form(visit, fields.shown(), error)
    await _forget_copies(visit, fields)
    return await _published_if_wanted(visit, fields, written)


@router.get("/{article_id}")
async def edit(article_id: str, visit: DeskVisitor, copy: str | None = None) -> Response:
    return await form_of(visit, article_id, copy=copy)


@router.post("/{article_id}")
async def revise(article_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        revised = await visit.ask(
            "content", "revise_article", article_id=article_id, version=fields.integer("version"),
            correction=fields.text("correction"), form="markup", **_text(fields),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await form_of(visit, article_id, error, fields.shown())
    await _forget_copies(visit, fields, article_id)
    return await _published_if_wanted(visit, fields, revised)


@router.post("/{article_id}/withdraw")
async def withdraw(article_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    await visit.ask(
        "content", "withdraw_article", article_id=article_id, version=fields.integer("version"),
        reason=fields.text("reason"),
    )  # fmt: skip
    return done("/desk/articles", "article_withdrawn")


@router.post("/{article_id}/open")
async def open_to_all(article_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("opening_reason", "confirmed")
        await visit.ask(
            "content", "open_article", article_id=article_id, version=fields.integer("version"),
            reason=fields.text("opening_reason"), confirmed=fields.text("confirmed") == "1",
        )  # fmt: skip
    except CORRECTABLE as error:
        return await form_of(visit, article_id, error, fields.shown())
    return done(f"/desk/articles/{article_id}", "article_opened")


@router.post("/{article_id}/close")
async def close_to_all(article_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("closing_reason")
        await visit.ask(
            "content", "close_article", article_id=article_id, version=fields.integer("version"),
            reason=fields.text("closing_reason"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await form_of(visit, article_id, error, fields.shown())
    return done(f"/desk/articles/{article_id}", "article_closed")


async def _published_if_wanted(visit: Visit, fields: Fields, article: dict[str, Any]) -> Response:
    """Saved first, then published: if publishing is refused the text is safe as a draft."""
    at_desk, then = f"/desk/articles/{article['id']}", fields.text("then")
    if then not in THEN:
        return done(at_desk, "article_saved")
    method, told = THEN[then]
    try:
        await visit.ask("content", method, article_id=article["id"], version=article["version"])
    except CORRECTABLE as error:
        if error.code != "content.not_approved":
            raise
        return done(at_desk, "article_needs_review")
    return done("/desk/articles" if then == "publish" else at_desk, told)


async def form_of(
    visit: Visit,
    article_id: str,
    error: AppError | None = None,
    typed: dict[str, Any] | None = None,
    copy: str | None = None,
) -> Response:
    """The article as it is at the desk, with what was typed into its forms in place of what is stored."""
    article = await visit.ask("content", "read_article", article_id=article_id, working=True)
    reading = await visit.parts(audio=visit.ask("speech", "audio_of", article_id=article_id))
    desk = article["desk"] or {}
    given = {
        **article,
        "categories": [each["id"] for each in article["categories"]],
        "body": desk.get("body", ""),
        "correction": desk.get("correction", ""),
        **reading,
    }
    given = {**given, **typed} if typed else await _with_copy(visit, given, article_id, copy)
    return await _form(visit, given, error, article_id)


async def _forget_copies(visit: Visit, fields: Fields, article_id: str | None = None) -> None:
    """What was typed here is saved now; so is what it continued, unless somebody went on with that elsewhere."""
    seen = {fields.text("window"): None, fields.text("taken_from"): fields.text("taken_mark")}
    for window, mark in seen.items():
        if window:
            forget = visit.ask("content", "discard_working_copy", article_id=article_id, window=window, mark=mark)
            await visit.parts(copy=forget)


async def _with_copy(visit: Visit, given: dict[str, Any], article_id: str, window: str | None) -> dict[str, Any]:
    """What the editor was typing when the browser closed, in place of what is stored, and what lies on other pages."""
    reading = visit.ask("content", "read_working_copy", article_id=article_id or None, window=window)
    asked = await visit.parts(copy=reading)
    copy = asked["copy"].get("copy")
    given = {**given, "other_copies": asked["copy"].get("others") or []}
    typed = {name: copy[name] for name in TYPED} if copy else {}
    if all(value == (given.get(name) or type(value)()) for name, value in typed.items()):
        return given | ({"taken_from": copy["window"], "taken_mark": copy["mark"]} if copy else {})
    typed["blocks"] = copy["blocks"] if copy else []
    return {
        **given, **typed, "restored_at": copy["saved_at"], "restored_version": copy["version"],
        "taken_from": copy["window"], "taken_mark": copy["mark"],
    }  # fmt: skip


async def _form(visit: Visit, given: dict[str, Any], error: AppError | None = None, article_id: str = "") -> Response:
    errors = complaints(error, LABELS) if error else {}
    known = (await visit.ask("content", "list_categories"))["items"]
    chosen = given.get("categories") or []
    chosen = [each for each in ([chosen] if isinstance(chosen, str) else chosen) if each]
    return visit.page(
        "desk/article.html", categories=[each for each in known if not each["retired"] or each["id"] in chosen],
        chosen=chosen, status=422 if error else 200, given=given, errors=errors, labels=LABELS,
        article_id=article_id, audiences=await audiences(visit, {"committee_editor", "administrator"}),
    )  # fmt: skip


def _text(fields: Fields) -> dict[str, Any]:
    text: dict[str, Any] = {name: fields.text(name) for name in ("title", "summary", "body", "audience")}
    text["categories"] = fields.lines("categories")
    return {**text, "html": fields.text("html")} if fields.text("html") else text
