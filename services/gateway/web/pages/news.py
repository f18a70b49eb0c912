"""Tin tức: the list, and one article with its recording."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.visit import Visitor

router = APIRouter()


@router.get("/news")
async def news(visit: Visitor, search: str = "", cursor: str | None = None) -> Response:
    found = await visit.ask("content", "list_articles", search=search.strip() or None, cursor=cursor)
    return visit.page("news.html", found=found, search=search)


@router.get("/news/{article_id}")
async def article(article_id: str, visit: Visitor) -> Response:
    shown = await visit.ask("content", "read_article", article_id=article_id)
    parts = await visit.parts(audio=visit.ask("speech", "audio_of", article_id=article_id))
    return visit.page("article.html", article=shown, **parts)
