"""Đánh dấu để đọc sau: the list, and the two buttons."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import Fields, fields_of
from services.gateway.web.visit import Visitor, done

router = APIRouter(prefix="/bookmarks")
PLACES = {"article": "/news/{}", "document": "/documents/{}"}


@router.get("")
async def bookmarks(visit: Visitor, cursor: str | None = None) -> Response:
    found = await visit.ask("content", "list_bookmarks", cursor=cursor)
    return visit.page("bookmarks.html", found=found, places=PLACES)


@router.post("")
async def add(request: Request, visit: Visitor) -> Response:
    mark = _mark(await fields_of(request))
    marked = await visit.ask("content", "add_bookmark", **mark)
    return done(PLACES[marked["kind"]].format(marked["ref"]), "bookmark_added", at=marked["anchor"])


@router.post("/remove")
async def remove(request: Request, visit: Visitor) -> Response:
    await visit.ask("content", "remove_bookmark", **_mark(await fields_of(request)))
    return done("/bookmarks", "bookmark_removed")


def _mark(fields: Fields) -> dict[str, Any]:
    return {name: fields.text(name) for name in ("kind", "ref", "anchor")}
