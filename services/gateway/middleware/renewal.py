"""Keeps a browser logged in while it is in use: a page asked for with a token that grows old brings a fresh one.

Identity decides: a session that was signed out, or is too old, is not renewed, and its cookie is taken away. Where
identity is away the old token serves on. The app renews its token by itself (`/api/v1/session/refresh`).
"""

from __future__ import annotations

from datetime import timedelta

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.asking import Asker
from services.gateway.callers import SESSION_COOKIE, Caller
from services.gateway.context import CallContext
from services.gateway.sessions import forget, remember
from shared import clock
from shared.errors import AppError, Unauthenticated

RENEWED_BEFORE_END = timedelta(minutes=20)
WITHIN_SECONDS = 2.0
_NO_PAGES = ("/api/", "/static/", "/media/")


class Renewal:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(_NO_PAGES):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        cookie = await _cookie_for(request)

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and cookie:
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        await self._app(scope, receive, send_with_cookie)


async def _cookie_for(request: Request) -> str | None:
    """The header that renews or ends the session; None where neither is due."""
    state, response = request.app.state, Response()
    caller = state.callers.known(request) if SESSION_COOKIE in request.cookies else None
    if caller is None or caller.actor.expires_at - clock.now() > RENEWED_BEFORE_END:
        return None
    try:
        session = await _ask(request, caller)
    except Unauthenticated:
        forget(response, secure=state.settings.secure_cookies)
    except AppError:
        return None
    else:
        remember(response, session["token"], session["expires_at"], secure=state.settings.secure_cookies)
    return response.headers["set-cookie"]


async def _ask(request: Request, caller: Caller) -> dict[str, str]:
    ask = Asker(request.app.state.rpc, CallContext(caller.token), request.state.arrived)
    return await ask("identity", "refresh_token", within=WITHIN_SECONDS)
