"""What every open page asks or holds: a few GETs that come before the framework, whose matching, dependencies and
wrappers of `send` would cost several times the answer itself.

They lie within the envelope like everything else. What the framework's middleware adds is for requests that change
something; their errors are answered in the same words.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from pymongo.errors import PyMongoError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from services.gateway.callers import Caller
from services.gateway.errors import StoreAway
from services.gateway.problems import answer_to
from shared.errors import AppError, Unauthenticated
from shared.observability import log


@dataclass(frozen=True)
class PlainRoute:
    """`respond` may answer a response that is a stream."""

    path: str
    respond: Callable[[Request], Awaitable[Response]]


class Plain:
    def __init__(self, app: ASGIApp, routes: list[PlainRoute]) -> None:
        self._app = app
        self._routes = {route.path: route for route in routes}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        route = self._routes.get(scope.get("path", ""))
        if route is None or scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        scope["route"] = route  # what the request is counted under
        response = await _answer(route, Request(scope))
        await response(scope, receive, send)


async def _answer(route: PlainRoute, request: Request) -> Response:
    try:
        return await route.respond(request)
    except AppError as error:
        return answer_to(request, error)
    except PyMongoError as error:
        log.warning("store_away", error=type(error).__name__)
        return answer_to(request, StoreAway())
    except Exception as error:  # noqa: BLE001  as for every other route: an answer, and the trace in the log
        log.error("unexpected", error=type(error).__name__, exc_info=error)
        return answer_to(request, AppError())


def caller_of(request: Request) -> Caller:
    """Raises Unauthenticated."""
    caller: Caller | None = request.app.state.callers.of(request)
    if caller is None:
        raise Unauthenticated
    return caller
