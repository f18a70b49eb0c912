"""Tin tức: the list with what is most read, and one article with its recording and what belongs to it."""

from __future__ import annotations

from datetime import datetime, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.category_words import for_use, names_of
from services.gateway.web.search_form import SearchForm
from services.gateway.web.visit import Visitor
from shared import clock

router = APIRouter()
SOON_READ = timedelta(hours=1)  # so long after it was published its recording is expected


@router.get("/news")
async def news(visit: Visitor, category: str | None = None, cursor: str | None = None) -> Response:
    form = SearchForm.of(visit.request.query_params, thing="article")
    if form.search:
        hits = await visit.ask("content", "search", **form.question(cursor))
        return visit.page("news.html", form=form, hits=hits)
    found = await visit.ask("content", "list_articles", category=category or None, cursor=cursor)
    asked = {"categories": visit.ask("content", "list_categories")}
    if not cursor and not category:
        asked["most_read"] = visit.ask("content", "most_read_articles")
    parts = await visit.parts(**asked)
    known = parts["categories"].get("items", [])
    return visit.page(
        "news.html", form=form, found=found, category=next((each for each in known if each["id"] == category), None),
        menu=for_use(known, "menu"), category_names=names_of(known), **parts,
    )  # fmt: skip


@router.get("/news/{article_id}")
async def article(article_id: str, visit: Visitor) -> Response:
    shown = await visit.ask("content", "read_article", article_id=article_id)
    parts = await visit.parts(
        audio=visit.ask("speech", "audio_of", article_id=article_id),
        place=visit.ask("speech", "listening_place", text_id=article_id),
        related=visit.ask("content", "related_articles", article_id=article_id),
    )
    fresh = shown["state"] == "published" and clock.now() - datetime.fromisoformat(shown["published_at"]) < SOON_READ
    if is_reading(visit.request) and shown["state"] == "published":
        await visit.parts(counted=visit.ask("content", "count_reading", article_id=article_id))
    return visit.page("article.html", article=shown, awaited=fresh, **parts)


def is_reading(request: Request) -> bool:
    """Somebody opened the page: not a part of it that draws itself anew, a reload, or a browser that fetches ahead. Who
    it was is looked at no further, so that nobody need be remembered."""
    headers = request.headers
    ahead = "prefetch" in headers.get("sec-purpose", headers.get("purpose", ""))
    again = headers.get("cache-control", "") in {"max-age=0", "no-cache"}
    return "hx-request" not in headers and not ahead and not again
