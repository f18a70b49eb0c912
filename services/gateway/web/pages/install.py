"""What makes the handbook installable and readable offline: manifest, service worker, the offline page."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, JSONResponse, Response

from services.gateway.settings import STATIC
from services.gateway.web.static_files import static
from services.gateway.web.views import render

router = APIRouter()


@router.get("/manifest.webmanifest")
async def manifest() -> Response:
    icons = [
        {"src": static(f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    body = {
        "name": "Sổ tay đảng viên điện tử",
        "short_name": "Sổ tay đảng viên",
        "lang": "vi",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf8f3",
        "theme_color": "#8f1d1d",
        "icons": icons,
    }
    return JSONResponse(body, media_type="application/manifest+json")


@router.get("/sw.js")
async def service_worker() -> Response:
    """At the root, because a worker governs only what lies below its own address."""
    return FileResponse(STATIC / "sw.js", media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@router.get("/offline")
async def offline(request: Request) -> Response:
    response = render(request, "offline.html")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
