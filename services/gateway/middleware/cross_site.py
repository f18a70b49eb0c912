"""Refuses a changing request that another site made the browser send (CSRF).

By where it comes from (`Sec-Fetch-Site`, or `Origin` from older browsers) and not by a token in the form: pages of the
handbook are kept for reading offline, and a kept form with an old token would fail for no reason a member could
see. A browser that sends neither header on a POST is older than SameSite cookies and is refused. The app sends its
token in a header, which no other site can make a browser do, and no cookie: it is not concerned.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from services.gateway.callers import bearer
from services.gateway.errors import CrossSite
from services.gateway.problems import answer_to

SAFE = {"GET", "HEAD", "OPTIONS"}


class CrossSiteGuard:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE:
            request = Request(scope)
            if not allowed(request):
                await answer_to(request, CrossSite())(scope, receive, send)
                return
        await self._app(scope, receive, send)


def allowed(request: Request) -> bool:
    by_browser = not request.url.path.startswith("/api/")
    if bearer(request) or (not by_browser and not request.cookies):
        return True
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == request.headers.get("host")
