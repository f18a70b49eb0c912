"""GET /live, for the browser (cookie) and the app (header)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from services.gateway.live.stream import LiveStream
from services.gateway.plain import PlainRoute, caller_of


async def live(request: Request) -> Response:
    state, caller = request.app.state, caller_of(request)
    client = state.hub.join(caller.listener)
    cursor = request.headers.get("last-event-id", "")
    return LiveStream(state.hub, state.journal, client, cursor, caller.actor.expires_at)


route = PlainRoute("/live", live)
