"""Bản tin: the list, one bulletin as a page and as a sheet to print with the code of its page.

Who scans the code without an account reads it where every item is open to everybody, and is asked to log in otherwise.
"""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.gateway import bulletin_sheet
from services.gateway.asking import AskOpenly
from services.gateway.web.views import for_everybody, render
from services.gateway.web.visit import Visitor
from shared.errors import NotFound

router = APIRouter()


@router.get("/bulletins")
async def bulletins(visit: Visitor, cursor: str | None = None) -> Response:
    return visit.page("bulletins.html", found=await visit.ask("content", "list_bulletins", cursor=cursor))


@router.get("/bulletins/{bulletin_id}")
async def bulletin(bulletin_id: str, visit: Visitor) -> Response:
    return visit.page("bulletin.html", bulletin=await visit.ask("content", "read_bulletin", bulletin_id=bulletin_id))


@router.get("/bulletins/{bulletin_id}/sheet.pdf")
async def sheet(bulletin_id: str, request: Request, visit: Visitor) -> Response:
    given = await visit.ask("content", "read_bulletin", bulletin_id=bulletin_id)
    return await printed(request, given, bulletin_id, "ban-tin.pdf")


async def printed(request: Request, given: dict[str, Any], bulletin_id: str, file_name: str) -> Response:
    """`given`: a bulletin, or a draft that becomes one of this id."""
    made = await asyncio.to_thread(
        bulletin_sheet.pdf,
        given,
        province=request.app.state.settings.province_name,
        address=f"{request.base_url}b/{bulletin_id}",
    )
    headers = {"Content-Disposition": f'inline; filename="{file_name}"', "Cache-Control": "no-store"}
    return Response(made, media_type="application/pdf", headers=headers)


@router.get("/b/{bulletin_id}")
async def scanned(bulletin_id: str, ask: AskOpenly) -> Response:
    """What the code on the paper leads to."""
    try:
        await ask("content", "read_open_bulletin", bulletin_id=bulletin_id)
    except NotFound:
        return RedirectResponse(f"/bulletins/{bulletin_id}", 303)
    return RedirectResponse(f"/public/bulletins/{bulletin_id}", 303)


@router.get("/public/bulletins/{bulletin_id}")
async def open_bulletin(bulletin_id: str, request: Request, ask: AskOpenly) -> Response:
    given = await ask("content", "read_open_bulletin", bulletin_id=bulletin_id)
    return for_everybody(render(request, "public_bulletin.html", bulletin=given))
