"""Keeps a browser logged in: a page asked for with a token that grows old, or from before a change of its member's
roles, brings a fresh one and is answered by it, and on a device that the member called his own a request without a
token that counts is let in by the device's secret.

Identity decides: a session that was signed out, or is too old, is neither renewed nor resumed, and its cookies are
taken away. Where identity is away the old token serves on. The app does both by itself (`/api/v1/session/refresh` and
`resume`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.asking import Asker
from services.gateway.callers import FRESH, SESSION_COOKIE
from services.gateway.context import CallContext
from services.gateway.sessions import DEVICE_COOKIE, forget, remember
from shared import clock
from shared.errors import AppError, Unauthenticated

RENEWED_BEFORE_END = timedelta(minutes=20)
WITHIN_SECONDS = 2.0
_NO_PAGES = ("/api/", "/static/")


class Renewal:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_NO_PAGES):
            await self._app(scope, receive, send)
            return
        cookies = await _cookies_for(Request(scope))

        async def send_with_cookies(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for cookie in cookies if "set-cookie" not in headers else []:  # a page that sets them knows better
                    headers.append("set-cookie", cookie)
            await send(message)

        await self._app(scope, receive, send_with_cookies)


async def _cookies_for(request: Request) -> list[str]:
    """The headers that renew or end the session; none where neither is due."""
    callers = request.app.state.callers
    caller = callers.known(request)
    if caller is None:
        secret = request.cookies.get(DEVICE_COOKIE)
        return await _fresh(request, None, "resume_session", at_once=True, secret=secret) if secret else []
    changed = callers.has_other_roles_now(caller)
    grows_old = caller.actor.expires_at - clock.now() <= RENEWED_BEFORE_END
    if (
        not (grows_old or changed)
        or request.method != "GET"
        or SESSION_COOKIE not in request.cookies
        or _is_media(request)
    ):
        return []
    return await _fresh(request, caller.token, "refresh_token", at_once=changed)


def _is_media(request: Request) -> bool:
    """Several at once, for one page that was renewed itself; an audio book that outlasts its token is still let in."""
    return request.url.path.startswith("/media/")


async def _fresh(request: Request, token: str | None, method: str, *, at_once: bool, **fields: Any) -> list[str]:
    """`at_once`: this request goes on with what it brought."""
    state, response = request.app.state, Response()
    ask = Asker(state.rpc, CallContext(token), request.state.arrived)
    try:
        signed_in = await ask("identity", method, within=WITHIN_SECONDS, **fields)
    except Unauthenticated:
        forget(response, secure=state.settings.secure_cookies)
    except AppError:
        return []
    else:
        if at_once:
            request.scope[FRESH] = signed_in["token"]
        remember(response, signed_in, secure=state.settings.secure_cookies)
    return response.headers.getlist("set-cookie")
