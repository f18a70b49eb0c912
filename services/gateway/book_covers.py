"""The cover of an audio book: the picture that an editor sent, or else drawn from the title, a square of 1,400 or 480
points. Content knows who may see it, and in which edition."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway import book_cover
from services.gateway.asking import Ask, AskOpenly
from services.gateway.media import sent_blob
from services.gateway.web.pages.podcast import asked_anew
from shared.errors import NotFound

router = APIRouter(include_in_schema=False)
FOR_MEMBERS, FOR_EVERYBODY = "private, max-age=3600", "public, no-cache"


class CoverNotFound(NotFound):
    code = "media.cover_not_found"
    message = "Sách này không có ảnh bìa riêng."


@router.get("/media/books/{book_id}/{version}/cover")
async def cover(
    *,
    book_id: str,
    version: int,  # noqa: ARG001  for the caches
    request: Request,
    ask: Ask,
    small: bool = False,
    working: bool = False,
) -> Response:
    """`version`: of the edition, so that another cover has another address. What is sent is the cover of now.
    `working`: the one at the desk."""
    found = await ask("content", "book_cover", book_id=book_id, working=working, small=small)
    return await _sent(request, found, FOR_MEMBERS, small=small)


@router.api_route("/public/books/{book_id}/cover.png", methods=["GET", "HEAD"])
async def drawn_public_cover(*, book_id: str, request: Request, ask: AskOpenly, small: bool = False) -> Response:
    found = await ask("content", "open_book_cover", book_id=book_id)
    return await _drawn(request, found["title"], FOR_EVERYBODY, small=small)


@router.api_route("/public/books/{book_id}/cover.jpg", methods=["GET", "HEAD"])
async def own_public_cover(*, book_id: str, request: Request, ask: AskOpenly, small: bool = False) -> Response:
    """Directories of podcasts know a picture by the end of its address, so the drawn one has another."""
    found = await ask("content", "open_book_cover", book_id=book_id, small=small)
    if not found["blob_id"]:
        raise CoverNotFound
    return await _sent(request, found, FOR_EVERYBODY, small=small)


async def _sent(request: Request, found: dict[str, Any], kept: str, *, small: bool) -> Response:
    if found["blob_id"]:
        return await sent_blob(request, found["blob_id"], found["content_type"], kept)
    return await _drawn(request, found["title"], kept, small=small)


async def _drawn(request: Request, title: str, kept: str, *, small: bool) -> Response:
    side = book_cover.SMALL_SIDE if small else book_cover.SIDE
    province = request.app.state.settings.province_name
    return asked_anew(request, await asyncio.to_thread(book_cover.drawn, title, province, side), "image/png", kept)
