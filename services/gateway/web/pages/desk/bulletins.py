"""Bản tin: gathering what was published into a bulletin, at once or over some days, and taking one away."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.navigation import BY_ROLE
from services.gateway.web.pages.bulletins import printed
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError

HERE = "/desk/bulletins"
router = APIRouter(prefix=HERE)
LABELS = {
    "title": "Tên bản tin",
    "period": "Kỳ",
    "audience": "Phạm vi nhận",
    "items": "Nội dung",
    "reason": "Lý do gỡ",
}


@router.get("")
async def bulletins(visit: DeskVisitor, cursor: str | None = None) -> Response:
    found = await visit.ask("content", "list_bulletins", desk=True, cursor=cursor)
    drafts = [] if cursor else (await visit.ask("content", "list_bulletin_drafts"))["items"]
    return visit.page("desk/bulletins.html", found=found, drafts=drafts, labels=LABELS)


@router.get("/new")
async def new(visit: DeskVisitor, audience: str = "", search: str = "") -> Response:
    return await _form(visit, {"audience": audience}, search=search)


@router.post("")
async def publish(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        if fields.text("then") == "keep":
            fields.demand("title")
            kept = await visit.ask("content", "keep_bulletin_draft", **_gathered(fields))
            return done(f"{HERE}/drafts/{kept['id']}", "bulletin_draft_kept")
        fields.demand("title", "period")
        await visit.ask("content", "publish_bulletin", **_gathered(fields))
    except CORRECTABLE as error:
        return await _form(visit, fields.shown(), error, chosen=_items(fields))
    return done(HERE, "bulletin_published")


@router.get("/drafts/{draft_id}")
async def draft(draft_id: str, visit: DeskVisitor, search: str = "") -> Response:
    return await _draft(visit, draft_id, search=search)


@router.post("/drafts/{draft_id}")
async def change(draft_id: str, request: Request, visit: DeskVisitor) -> Response:
    """Kept, and published or looked at where that was asked for."""
    fields = await fields_of(request)
    then = fields.text("then")
    try:
        fields.demand("title", *(["period"] if then == "publish" else []))
        kept = await visit.ask(
            "content", "keep_bulletin_draft", draft_id=draft_id, version=fields.integer("version"), **_gathered(fields)
        )
        if then == "publish":
            await visit.ask("content", "publish_bulletin_draft", draft_id=draft_id, version=kept["version"])
            return done(HERE, "bulletin_published")
    except CORRECTABLE as error:
        return await _draft(visit, draft_id, error, fields)
    return done(f"{HERE}/drafts/{draft_id}", "bulletin_draft_kept")


@router.get("/drafts/{draft_id}/sheet.pdf")
async def preview(draft_id: str, request: Request, visit: DeskVisitor) -> Response:
    """As it was kept last; its code will lead to the bulletin once it is published."""
    given = await visit.ask("content", "read_bulletin_draft", draft_id=draft_id)
    return await printed(request, given, draft_id, "ban-tin-nhap.pdf")


@router.post("/drafts/{draft_id}/discard")
async def discard(draft_id: str, request: Request, visit: DeskVisitor) -> Response:
    version = (await fields_of(request)).integer("version")
    try:
        await visit.ask("content", "discard_bulletin_draft", draft_id=draft_id, version=version)
    except CORRECTABLE as error:
        return await _draft(visit, draft_id, error)
    return done(HERE, "bulletin_draft_discarded")


@router.post("/{bulletin_id}/withdraw")
async def withdraw(bulletin_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    await visit.ask(
        "content", "withdraw_bulletin", bulletin_id=bulletin_id, version=fields.integer("version"),
        reason=fields.text("reason"),
    )  # fmt: skip
    return done(HERE, "bulletin_withdrawn")


def _gathered(fields: Fields) -> dict[str, Any]:
    return {
        "title": fields.text("title"), "period": fields.text("period"), "audience": fields.text("audience"),
        "items": _items(fields), "poll_id": fields.optional("poll_id"),
    }  # fmt: skip


def _items(fields: Fields) -> list[dict[str, str]]:
    """Those ticked, by the numbers typed beside them, else as they stood."""
    placed = []
    for index, place in enumerate(fields.lines("item")):
        kind, _, ref = place.partition(":")
        typed = fields.text(f"order-{ref}")
        order = int(typed) if typed.isascii() and typed.isdecimal() else 1000
        placed.append((order, index, {"kind": kind, "ref": ref}))
    return [item for _, _, item in sorted(placed, key=lambda one: one[:2])]


async def _draft(
    visit: Visit, draft_id: str, error: AppError | None = None, fields: Fields | None = None, search: str = ""
) -> Response:
    """After a refusal what was typed stands there, and the version that is kept by now: the next try is made knowing
    that somebody else was faster."""
    held = await visit.ask("content", "read_bulletin_draft", draft_id=draft_id)
    typed = {name: value for name, value in fields.shown().items() if name != "version"} if fields else {}
    chosen = _items(fields) if fields else held["items"]
    return await _form(visit, {**held, **typed}, error, search=search, chosen=chosen, draft=held)


async def _form(
    visit: Visit, given: dict[str, Any], error: AppError | None = None, *, search: str = "",
    chosen: list[dict[str, Any]] | None = None, draft: dict[str, Any] | None = None,
) -> Response:  # fmt: skip
    choices = await audiences(visit, BY_ROLE[HERE])
    audience = given.get("audience") or choices[0]["path"]
    found = await visit.ask("content", "chapter_candidates", audience=audience, search=search.strip() or None)
    polls = await visit.parts(polls=visit.ask("feedback", "my_polls"))
    known = {item["ref"]: item for item in [*found["items"], *(draft["items"] if draft else [])]}
    first = [known.get(item["ref"], {**item, "title": ""}) for item in chosen or []]
    refs = {item["ref"] for item in first}
    return visit.page(
        "desk/bulletin_new.html", status=422 if error else 200, given={**given, "audience": audience}, labels=LABELS,
        errors=complaints(error, LABELS) if error else {}, audiences=choices, draft=draft, chosen=first,
        candidates=[item for item in found["items"] if item["ref"] not in refs], search=search, **polls,
    )  # fmt: skip
