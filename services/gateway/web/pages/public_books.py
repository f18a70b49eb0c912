"""Sách nói công khai: the audio books that editors opened to everybody, heard without logging in.

What can be heard by now is asked each time, so a chapter that was closed is gone with the next look."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.asking import AskOpenly
from services.gateway.web.pages.podcast import feed_answer
from services.gateway.web.podcast import book_feed_of
from services.gateway.web.views import for_everybody, render
from services.gateway.web.visit import part_of

router = APIRouter(prefix="/public/books")


@router.get("")
async def books(request: Request, ask: AskOpenly, cursor: str | None = None) -> Response:
    found = await ask("content", "list_open_books", cursor=cursor)
    return for_everybody(render(request, "public_books.html", found=found))


@router.get("/{book_id}")
async def book(book_id: str, request: Request, ask: AskOpenly) -> Response:
    shown = await ask("content", "read_open_book", book_id=book_id)
    readings = await part_of(ask("speech", "public_readings_of", article_ids=_articles(shown)))
    heard = {item["article_id"]: item for item in readings.get("items", [])}
    page = render(request, "public_book.html", book=shown, heard=heard, away=readings.away)
    page.headers["Cache-Control"] = "public, no-cache"
    return page


@router.api_route("/{book_id}/podcast.xml", methods=["GET", "HEAD"])
async def podcast(book_id: str, request: Request, ask: AskOpenly) -> Response:
    shown = await ask("content", "read_open_book", book_id=book_id)
    readings = await ask("speech", "public_readings_of", article_ids=_articles(shown))
    feed = book_feed_of(
        shown,
        {item["article_id"]: item for item in readings["items"]},
        root=str(request.base_url),
        address=str(request.url.replace(query="")),
        province=request.app.state.settings.province_name,
    )
    return feed_answer(request, feed)


def _articles(book: dict[str, Any]) -> list[str]:
    return [chapter["article_id"] for chapter in book["chapters"]]
