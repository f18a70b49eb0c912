"""Sách nói công khai: audio books that editors opened to everybody, as pages and each as a podcast. No account."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.asking import Asker, AskOpenly
from services.gateway.web.pages.podcast import asked_anew
from services.gateway.web.podcast import book_feed_of
from services.gateway.web.views import for_everybody, render
from services.gateway.web.visit import passing
from shared.errors import AppError

router = APIRouter(prefix="/public/books")


@router.get("")
async def books(request: Request, ask: AskOpenly, cursor: str | None = None) -> Response:
    found = await ask("content", "list_open_books", cursor=cursor)
    return for_everybody(render(request, "public_books.html", found=found))


@router.get("/{book_id}")
async def book(book_id: str, request: Request, ask: AskOpenly) -> Response:
    shown = await ask("content", "read_open_book", book_id=book_id)
    try:
        heard, away = await _readings(ask, shown), False
    except AppError as error:
        if not passing(error):
            raise
        heard, away = {}, True
    return for_everybody(render(request, "public_book.html", book=shown, heard=heard, away=away))


@router.api_route("/{book_id}/podcast.xml", methods=["GET", "HEAD"])
async def podcast(book_id: str, request: Request, ask: AskOpenly) -> Response:
    """Asked for anew each time: a chapter that was closed, or the whole book, is gone at once."""
    shown = await ask("content", "read_open_book", book_id=book_id)
    feed = book_feed_of(
        shown,
        await _readings(ask, shown),
        root=str(request.base_url),
        address=str(request.url.replace(query="")),
        province=request.app.state.settings.province_name,
    )
    return asked_anew(request, feed, "application/rss+xml", "public, no-cache")


async def _readings(ask: Asker, book: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """{article id: its reading}, of the chapters that everybody may hear by now."""
    refs = [chapter["ref"] for chapter in book["chapters"] if chapter["available"]]
    found = await ask("speech", "public_readings", article_ids=refs)
    return {reading["article_id"]: reading for reading in found["items"]}
