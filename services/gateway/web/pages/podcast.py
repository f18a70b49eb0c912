"""/public/podcast.xml: what stands open to everybody, to be listened to in any podcast app. No account, no cookie."""

from __future__ import annotations

import hashlib

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.asking import AskOpenly
from services.gateway.web.podcast import feed_of
from shared.errors import Unavailable

router = APIRouter()


@router.api_route("/public/podcast.xml", methods=["GET", "HEAD"])
async def podcast(request: Request, ask: AskOpenly) -> Response:
    found = await ask("speech", "public_readings")
    feed = feed_of(
        found["items"],
        await _categories(ask, [reading["article_id"] for reading in found["items"]]),
        root=str(request.base_url),
        address=str(request.url.replace(query="")),
        province=request.app.state.settings.province_name,
    )
    return asked_anew(request, feed, "application/rss+xml", "public, no-cache")


def asked_anew(request: Request, body: bytes, media_type: str, kept: str) -> Response:
    """Sent again only when it is another one than the asker has. `kept`: what Cache-Control says."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": kept}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media_type)


async def _categories(ask: AskOpenly, article_ids: list[str]) -> dict[str, list[str]]:
    """None while content is away: the recordings can be heard all the same."""
    try:
        named: dict[str, list[str]] = (
            await ask("content", "categories_of_open_articles", article_ids=article_ids)
        )["items"]  # fmt: skip
    except Unavailable:
        return {}
    return named
