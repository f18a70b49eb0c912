"""Writes docs/openapi.json from the routes: `python -m services.gateway.openapi`. A test holds the two together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from services.gateway import api

PAGE = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
ABOUT: dict[str, Any] = {
    "title": "Sổ tay đảng viên điện tử",
    "version": "1",
    "description": "The electronic Party member's handbook, for the mobile app. Messages are Vietnamese, codes are "
    "stable. Log in under /session, then send the token as `Authorization: Bearer`.",
}


def described() -> dict[str, Any]:
    app = FastAPI(**ABOUT)
    app.include_router(api.router)
    return app.openapi()


def as_text() -> str:
    return json.dumps(described(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    PAGE.write_text(as_text(), encoding="utf-8")
