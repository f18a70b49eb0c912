"""GET /live, for the browser (cookie) and the app (header)."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from services.gateway.live.stream import LiveStream
from shared.errors import Unauthenticated

PATH = "/live"


class Live:
    """An application of its own: every wrapper that a framework's route puts around `send` is paid at each delivery,
    and what it holds is held for as long as the page is open.
    """

    path = PATH

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["route"] = self  # what the request is counted under
        connection = HTTPConnection(scope)
        state = connection.app.state
        caller = state.callers.of(connection)
        if caller is None:
            raise Unauthenticated
        client = state.hub.join(caller.listener)
        cursor = connection.headers.get("last-event-id", "")
        await LiveStream(state.hub, state.journal, client, cursor, caller.actor.expires_at)(scope, receive, send)


route = Route(PATH, Live(), methods=["GET"], include_in_schema=False)
route.methods = {"GET"}  # a HEAD, which it adds by itself, would wait for events as well
