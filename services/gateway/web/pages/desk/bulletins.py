"""Bản tin: gathering what was published into a bulletin, and taking one away."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.navigation import BY_ROLE
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
    return visit.page("desk/bulletins.html", found=found, labels=LABELS)


@router.get("/new")
async def new(visit: DeskVisitor, audience: str = "", search: str = "") -> Response:
    return await _form(visit, {"audience": audience}, search=search)


@router.post("")
async def publish(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("title", "period")
        await visit.ask(
            "content", "publish_bulletin", title=fields.text("title"), period=fields.text("period"),
            audience=fields.text("audience"), items=_items(fields), poll_id=fields.optional("poll_id"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _form(visit, fields.shown(), error, chosen=[item["ref"] for item in _items(fields)])
    return done(HERE, "bulletin_published")


@router.post("/{bulletin_id}/withdraw")
async def withdraw(bulletin_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    await visit.ask(
        "content", "withdraw_bulletin", bulletin_id=bulletin_id, version=fields.integer("version"),
        reason=fields.text("reason"),
    )  # fmt: skip
    return done(HERE, "bulletin_withdrawn")


def _items(fields: Fields) -> list[dict[str, str]]:
    """Those ticked, by the numbers typed beside them, else as they stood."""
    placed = []
    for index, place in enumerate(fields.lines("item")):
        kind, _, ref = place.partition(":")
        typed = fields.text(f"order-{ref}")
        order = int(typed) if typed.isascii() and typed.isdecimal() else 1000
        placed.append((order, index, {"kind": kind, "ref": ref}))
    return [item for _, _, item in sorted(placed, key=lambda one: one[:2])]


async def _form(
    visit: Visit, given: dict[str, Any], error: AppError | None = None, search: str = "",
    chosen: list[str] | None = None,
) -> Response:  # fmt: skip
    choices = await audiences(visit, BY_ROLE[HERE])
    audience = given.get("audience") or choices[0]["path"]
    found = await visit.ask("content", "chapter_candidates", audience=audience, search=search.strip() or None)
    polls = await visit.parts(polls=visit.ask("feedback", "my_polls"))
    return visit.page(
        "desk/bulletin_new.html", status=422 if error else 200, given={**given, "audience": audience}, labels=LABELS,
        errors=complaints(error, LABELS) if error else {}, audiences=choices, candidates=found["items"],
        search=search, chosen=chosen or [], **polls,
    )  # fmt: skip
