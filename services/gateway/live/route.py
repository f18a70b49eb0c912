"""GET /live, for the browser (cookie) and the app (header)."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.asking import KnownCaller
from services.gateway.live.stream import LiveStream

router = APIRouter()


@router.get("/live", include_in_schema=False)
async def live(request: Request, caller: KnownCaller) -> Response:
    state = request.app.state
    client = state.hub.join(caller.listener)
    cursor = request.headers.get("last-event-id", "")
    return LiveStream(state.hub, state.journal, client, cursor, caller.actor.expires_at)
