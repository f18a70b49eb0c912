"""Tin bài: writing, revising, publishing and withdrawing articles."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError

router = APIRouter(prefix="/desk/articles")
LABELS = {
    "title": "Tiêu đề",
    "summary": "Tóm tắt",
    "body": "Nội dung",
    "audience": "Phạm vi nhận tin",
    "reason": "Lý do gỡ",
    "opening_reason": "Lý do công khai",
    "closing_reason": "Lý do thôi công khai",
    "confirmed": "Xác nhận công khai",
}


@router.get("")
async def articles(visit: DeskVisitor, state: str | None = None, cursor: str | None = None) -> Response:
    found = await visit.ask("content", "list_desk_articles", state=state or None, cursor=cursor)
    return visit.page("desk/articles.html", found=found, state=state)


@router.get("/new")
async def new(visit: DeskVisitor) -> Response:
    return await _form(visit, {})


@router.post("")
async def write(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        written = await visit.ask("content", "write_article", **_text(fields))
    except CORRECTABLE as error:
        return await _form(visit, fields.shown(), error)
    return await _published_if_wanted(visit, fields, written)


@router.get("/{article_id}")
async def edit(article_id: str, visit: DeskVisitor) -> Response:
    return await _form(visit, await _kept(visit, article_id), article_id=article_id)


@router.post("/{article_id}")
async def revise(article_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        revised = await visit.ask(
            "content", "revise_article", article_id=article_id, version=fields.integer("version"), **_text(fields)
        )
    except CORRECTABLE as error:
        return await _form(visit, fields.shown(), error, article_id)
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
        return await _form(visit, {**await _kept(visit, article_id), **fields.shown()}, error, article_id)
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
        return await _form(visit, {**await _kept(visit, article_id), **fields.shown()}, error, article_id)
    return done(f"/desk/articles/{article_id}", "article_closed")


async def _kept(visit: Visit, article_id: str) -> dict[str, Any]:
    article = await visit.ask("content", "read_article", article_id=article_id, working=True)
    reading = await visit.parts(audio=visit.ask("speech", "audio_of", article_id=article_id))
    return {**article, "body": "\n\n".join(article.get("paragraphs", [])), **reading}


async def _published_if_wanted(visit: Visit, fields: Fields, article: dict[str, Any]) -> Response:
    """Saved first, then published: if publishing is refused the text is safe as a draft."""
    if fields.text("then") != "publish":
        return done(f"/desk/articles/{article['id']}", "article_saved")
    await visit.ask("content", "publish_article", article_id=article["id"], version=article["version"])
    return done("/desk/articles", "article_published")


async def _form(visit: Visit, given: dict[str, Any], error: AppError | None = None, article_id: str = "") -> Response:
    errors = complaints(error, LABELS) if error else {}
    return visit.page(
        "desk/article.html", status=422 if error else 200, given=given, errors=errors, labels=LABELS,
        article_id=article_id, audiences=await audiences(visit, {"committee_editor", "administrator"}),
    )  # fmt: skip


def _text(fields: Fields) -> dict[str, Any]:
    return {name: fields.text(name) for name in ("title", "summary", "body", "audience")}
