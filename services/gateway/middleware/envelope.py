"""Outermost: correlation id and trace for everything within, security headers and timing on every answer.

The policy allows nothing but our own origin: no inline script or style, so a sentence that somebody typed into an
article can never become code. `data:` images are Pico's form icons.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import lru_cache

from prometheus_client import Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway import metrics
from shared.observability import bind_from_headers, correlation_id

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

CARRIED = {b"x-correlation-id": "correlation_id", b"traceparent": "traceparent"}


class Envelope:
    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        headers = dict(SECURITY_HEADERS)
        if https:
            headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        self._headers = [(name.lower().encode("ascii"), value.encode("ascii")) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        carried = {
            CARRIED[name]: value.decode("latin-1") for name, value in reversed(scope["headers"]) if name in CARRIED
        }
        started = time.perf_counter()
        # `onward`: once an answer has begun, every wrapper of `send` from here to the route only hands on. A stream,
        # which writes for as long as a page is open, goes past them.
        scope.setdefault("state", {}).update(arrived=started, onward=send)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._completed(message.get("headers", ()))
                self._observe(scope, message["status"], started)
            await send(message)

        bind_from_headers(carried)  # the server gives every request a context of its own: nothing to put back
        await self._app(scope, receive, send_with_headers)

    def _completed(self, given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """What the route said about itself stands."""
        headers = list(given)
        said = {name.lower() for name, _ in headers}
        headers += [header for header in self._headers if header[0] not in said]
        headers.append((b"x-correlation-id", (correlation_id() or "").encode("ascii")))
        return headers

    @staticmethod
    def _observe(scope: Scope, status: int, started: float) -> None:
        route = getattr(scope.get("route"), "path", "none")
        seconds = time.perf_counter() - started
        series(scope["method"], route, status // 100).observe(seconds)


@lru_cache(maxsize=1000)
def series(method: str, route: str, hundreds: int) -> Histogram:
    """Routes are those in the code, so these are few."""
    return metrics.HTTP_SECONDS.of(route=f"{method} {route}", outcome=f"{hundreds}xx")
