"""Our own styles, scripts, fonts and icons. Addresses carry a digest of all of them (`?v=`), so browsers keep them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from services.gateway.settings import STATIC


class KeptFiles(StaticFiles):
    def __init__(self, directory: Path) -> None:
        super().__init__(directory=directory)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        versioned = b"v=" in scope["query_string"] or path.endswith(".woff2")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if versioned else "no-cache"
        return response


@cache
def version() -> str:
    digest = hashlib.sha256()
    for file in sorted(STATIC.rglob("*")):
        if file.is_file() and file.suffix in {".css", ".js", ".svg"}:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def static(path: str) -> str:
    return f"/static/{path}?v={version()}"
