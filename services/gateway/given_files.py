"""Answers that are files to take along: named, kept by no cache, opened by no browser as a page of ours."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

SECONDS_FOR_A_FILE = 20.0
"""How long the door waits for a service that takes in or gives out a whole file."""
ATTACHED = "default-src 'none'; sandbox"


def given_file(content: bytes, name: str, media_type: str) -> Response:
    return Response(content, media_type=media_type, headers=_headers(name))


def streamed_file(parts: AsyncIterator[bytes], name: str, media_type: str) -> Response:
    return StreamingResponse(parts, media_type=media_type, headers=_headers(name))


def attached(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Content-Security-Policy": ATTACHED,
    }


def _headers(name: str) -> dict[str, str]:
    return {**attached(name), "Cache-Control": "no-store"}
