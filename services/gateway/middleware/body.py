"""Limits how much a request may send, whether or not it told its length, and reads it whole for what lies within."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.errors import BodyTooLarge
from services.gateway.problems import answer_to

LIMIT = 1_000_000
"""An article of 200,000 characters, every letter of which takes three bytes, and some air."""
UPLOAD_LIMIT = 12_000_000
"""A telephone's photograph as the camera made it, or a province's list of members in one file."""
UPLOADS = (
    "/register", "/me/", "/desk/", "/api/v1/registrations", "/api/v1/members", "/api/v1/me/", "/api/v1/desk/documents",
    "/api/v1/exchange/documents", "/api/v1/articles/",
)  # fmt: skip
"""Where files are sent to."""


class BodyLimit:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._app(scope, receive, send)
            return
        body = await read(Request(scope), receive)
        if body is None:
            await answer_to(Request(scope), BodyTooLarge())(scope, receive, send)
            return
        scope.setdefault("state", {})["body"] = body
        given = False

        async def receive_again() -> Message:
            nonlocal given
            if given:
                return await receive()  # http.disconnect, when it comes
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, receive_again, send)


async def read(request: Request, receive: Receive) -> bytes | None:
    """The whole body; None when it is longer than allowed or the client went away."""
    told = request.headers.get("content-length", "0")
    limit = _limit(request)
    if not told.isdigit() or int(told) > limit:
        return None
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > limit:
            return None
        if not message.get("more_body"):
            return bytes(body)


def _limit(request: Request) -> int:
    sends_file = request.headers.get("content-type", "").startswith("multipart/form-data")
    return UPLOAD_LIMIT if sends_file and request.url.path.startswith(UPLOADS) else LIMIT
