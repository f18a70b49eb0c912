"""Tin công khai: what editors opened to everybody, read without logging in; a page, and a feed for other readers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.asking import AskOpenly
from services.gateway.web.feed import rss
from services.gateway.web.views import PUBLIC_SECONDS, for_everybody, render

router = APIRouter(prefix="/public")


@router.get("")
async def public(request: Request, ask: AskOpenly, category: str | None = None, cursor: str | None = None) -> Response:
    found = await ask("content", "list_open_articles", category=category or None, cursor=cursor)
    listed = (await ask("content", "list_open_categories"))["items"]
    chosen = next((each for each in listed if each["id"] == category), None)
    return for_everybody(render(request, "public.html", found=found, categories=listed, category=chosen))


@router.get("/articles/{article_id}")
async def article(article_id: str, request: Request, ask: AskOpenly) -> Response:
    shown = await ask("content", "read_open_article", article_id=article_id)
    return for_everybody(render(request, "public_article.html", article=shown))


@router.get("/feed.xml")
async def feed(request: Request, ask: AskOpenly) -> Response:
    found = await ask("content", "list_open_articles")
    made = rss(
        found["items"], base=str(request.base_url), minutes=max(1, PUBLIC_SECONDS // 60),
        title=f"Tin công khai – {request.app.state.settings.province_name}",
    )  # fmt: skip
    return for_everybody(Response(made, media_type="application/rss+xml; charset=utf-8"))
