"""What a member marked to read later: `content`."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, Cursor, RepeatKey
from services.gateway.asking import Ask

router = APIRouter(tags=["bookmarks"])
SERVICE = "content"


class Mark(Body):
    """`anchor`: the clause of a document."""

    kind: Literal["article", "document"]
    ref: str
    anchor: str = ""


@router.get("/bookmarks")
async def list_bookmarks(ask: Ask, cursor: Cursor = None) -> Answer:
    return await ask(SERVICE, "list_bookmarks", cursor=cursor)


@router.put("/bookmarks")
async def add_bookmark(body: Mark, ask: Ask) -> Answer:
    return await ask(SERVICE, "add_bookmark", **body.fields())


@router.post("/bookmarks/remove")
async def remove_bookmark(body: Mark, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "remove_bookmark", **body.fields())
