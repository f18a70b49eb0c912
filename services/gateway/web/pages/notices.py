"""Thông báo: what happened in the last week that concerns me, from the live journal."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.store import Document
from services.gateway.web.visit import Visitor
from services.gateway.web.words import NOTICES

router = APIRouter()


@router.get("/notices")
async def notices(request: Request, visit: Visitor) -> Response:
    rows = await request.app.state.journal.latest(visit.caller.listener)
    return visit.page("notices.html", items=[shown(row) for row in rows])


def shown(row: Document) -> dict[str, object]:
    sentence, path = NOTICES[row["kind"]]
    return {"sentence": sentence, "path": path.format(**row["ids"]), "at": row["recorded_at"]}
