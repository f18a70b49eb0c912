"""Giấy tờ của tôi: what lies in the own file, one by one, and all of it with the own data in one archive."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.archive import zipped
from services.gateway.given_files import SECONDS_FOR_A_FILE, given_file, streamed_file
from services.gateway.own_data import gathered
from services.gateway.web.visit import Visit, Visitor
from shared.errors import AppError

router = APIRouter(prefix="/me")
ARCHIVE = "du-lieu-cua-toi.zip"


@router.get("/papers")
async def my_papers(visit: Visitor) -> Response:
    return visit.page("my_papers.html", found=await visit.ask("identity", "member_papers"), base="/me/papers")


@router.get("/papers/{paper_id}/{number}")
async def my_paper(paper_id: str, number: int, visit: Visitor) -> Response:
    found = await visit.ask("identity", "paper_file", within=SECONDS_FOR_A_FILE, paper_id=paper_id, number=number)
    return given_file(base64.b64decode(found["content"]), found["file_name"], found["media_type"])


@router.post("/data/archive")
async def archive(visit: Visitor) -> Response:
    kept = await gathered(visit.ask)
    return streamed_file(zipped(_parts(visit, kept)), ARCHIVE, "application/zip")


async def _parts(visit: Visit, kept: dict[str, Any]) -> AsyncIterator[tuple[str, bytes]]:
    """A paper that cannot be had is named in the archive: nobody takes a part for the whole."""
    yield "du-lieu-cua-toi.json", json.dumps(kept, ensure_ascii=False, indent=2).encode()
    missing = []
    for paper in kept["services"].get("identity", {}).get("papers", []):
        try:
            found = await visit.ask(
                "identity", "paper_file", within=SECONDS_FOR_A_FILE, paper_id=paper["paper_id"], number=paper["number"]
            )
        except AppError as error:
            missing.append(f"{paper['title']} ({paper['file_name']}): {error.message}")
            continue
        yield f"giay-to/{found['file_name']}", base64.b64decode(found["content"])
    if missing:
        yield "giay-to/CON-THIEU.txt", "\n".join(missing).encode()
