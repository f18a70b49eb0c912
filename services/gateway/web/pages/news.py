"""Tin tức: the list, and one article with its recording."""

from __future__ import annotations

from datetime import datetime, timedelta

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.search_form import SearchForm
from services.gateway.web.visit import Visitor
from shared import clock

router = APIRouter()
SOON_READ = timedelta(hours=1)  # so long after it was published its recording is expected


@router.get("/news")
async def news(visit: Visitor, cursor: str | None = None) -> Response:
    form = SearchForm.of(visit.request.query_params, thing="article")
    if form.search:
        hits = await visit.ask("content", "search", **form.question(cursor))
        return visit.page("news.html", form=form, hits=hits)
    return visit.page("news.html", form=form, found=await visit.ask("content", "list_articles", cursor=cursor))


@router.get("/news/{article_id}")
async def article(article_id: str, visit: Visitor) -> Response:
    shown = await visit.ask("content", "read_article", article_id=article_id)
    parts = await visit.parts(
        audio=visit.ask("speech", "audio_of", article_id=article_id),
        place=visit.ask("speech", "listening_place", text_id=article_id),
    )
    fresh = shown["state"] == "published" and clock.now() - datetime.fromisoformat(shown["published_at"]) < SOON_READ
    return visit.page("article.html", article=shown, awaited=fresh, **parts)
