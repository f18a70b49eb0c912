"""Outermost: correlation id and trace for everything within, security headers and timing on every answer.

The policy allows nothing but our own origin: no inline script or style, so a sentence that somebody typed into an
article can never become code. `data:` images are Pico's form icons.
"""

from __future__ import annotations

import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway import metrics
from shared.observability import bound, correlation_id

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    # Names, codes and tokens are for the one who asked; what may be kept (scripts, recordings) says so itself.
    "Cache-Control": "no-store",
}


class Envelope:
    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._headers = dict(SECURITY_HEADERS)
        if https:
            self._headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope)
        carried = {"correlation_id": given.get("x-correlation-id"), "traceparent": given.get("traceparent")}
        started = time.perf_counter()
        # `onward`: once an answer has begun, every wrapper of `send` from here to the route only hands on. A stream,
        # which writes for as long as a page is open, goes past them.
        scope.setdefault("state", {}).update(arrived=started, onward=send)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers["X-Correlation-ID"] = correlation_id() or ""
                self._observe(scope, message["status"], started)
            await send(message)

        with bound(carried):
            await self._app(scope, receive, send_with_headers)

    @staticmethod
    def _observe(scope: Scope, status: int, started: float) -> None:
        route = getattr(scope.get("route"), "path", "none")
        seconds = time.perf_counter() - started
        metrics.HTTP_SECONDS.of(route=f"{scope['method']} {route}", outcome=f"{status // 100}xx").observe(seconds)
