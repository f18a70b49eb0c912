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
    "/api/v1/exchange/documents", "/api/v1/articles/", "/api/v1/books/",
)  # fmt: skip
"""Where files are sent to."""


FILE_TOO_LARGE = (
    "Tệp lớn hơn {} MB nên không nhận được. Đồng chí quét ở chế độ đen trắng, 200–300 dpi, hoặc tách thành nhiều tệp."
)
DOCUMENTS = ("/desk/documents", "/api/v1/desk/documents")
"""Where scans are sent to, which may be larger."""
ROUND_A_FILE = 500_000
"""The form around a file."""


class BodyLimit:
    """`documents`: the largest scan that is taken."""

    def __init__(self, app: ASGIApp, documents: int) -> None:
        self._app = app
        self._documents = documents

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._app(scope, receive, send)
            return
        limit = self._limit(Request(scope))
        body = await read(Request(scope), receive, limit)
        if body is None:
            await answer_to(Request(scope), self._refusal(limit))(scope, receive, send)
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

    def _limit(self, request: Request) -> int:
        path = request.url.path
        if not request.headers.get("content-type", "").startswith("multipart/form-data"):
            return LIMIT
        if path.startswith(DOCUMENTS):
            return max(UPLOAD_LIMIT, self._documents + ROUND_A_FILE)
        return UPLOAD_LIMIT if path.startswith(UPLOADS) else LIMIT

    def _refusal(self, limit: int) -> BodyTooLarge:
        if limit <= UPLOAD_LIMIT:
            return BodyTooLarge()
        return BodyTooLarge(FILE_TOO_LARGE.format(self._documents // 1_000_000))


async def read(request: Request, receive: Receive, limit: int) -> bytes | None:
    """The whole body; None when it is longer than allowed or the client went away."""
    told = request.headers.get("content-length", "0")
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
