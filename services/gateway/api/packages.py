"""Packages of documents at the desk, as the exchange has them: `content`."""

from __future__ import annotations

import base64
from typing import Annotated

from fastapi import APIRouter, File, Form, Query, UploadFile
from starlette.responses import Response

from services.gateway.api.exchange import SECONDS_FOR_MANY_FILES
from services.gateway.api.shapes import Answer, RepeatKey
from services.gateway.asking import Ask
from services.gateway.given_files import given_file

router = APIRouter(tags=["documents"], prefix="/desk/documents")
SERVICE = "content"
ZIP = "application/zip"


@router.get("/export")
async def documents_to_export(
    ask: Ask,
    audience: Annotated[str | None, Query()] = None,
    kind: Annotated[str | None, Query()] = None,
    year: Annotated[int | None, Query()] = None,
) -> Answer:
    return await ask(SERVICE, "documents_to_export", audience=audience, kind=kind, year=year)


@router.get("/export.zip", response_class=Response)
async def export_chosen(ask: Ask, document_id: Annotated[list[str], Query(max_length=50)]) -> Response:
    """A zip file with manifest.json, 50 documents and 11 MB at most. Each document is in the audit trail."""
    made = await ask(SERVICE, "export_chosen", within=SECONDS_FOR_MANY_FILES, document_ids=document_id)
    return given_file(base64.b64decode(made["content"]), "van-ban.zip", ZIP)


@router.post("/packages", status_code=201)
async def send_package(
    ask: Ask,
    audience: Annotated[str, Form()],
    file: Annotated[UploadFile, File(description="A zip file with manifest.json, 11 MB and 50 documents at most")],
    _key: RepeatKey = None,
) -> Answer:
    content = base64.b64encode(await file.read()).decode("ascii")
    return await ask(
        SERVICE, "send_package", within=SECONDS_FOR_MANY_FILES, audience=audience,
        file_name=file.filename or "goi.zip", content=content,
    )  # fmt: skip


@router.get("/packages/{package_id}")
async def read_package(package_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "read_package", package_id=package_id)


@router.post("/packages/{package_id}/take")
async def take_package(package_id: str, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "take_package", within=SECONDS_FOR_MANY_FILES, package_id=package_id)


@router.post("/packages/{package_id}/discard")
async def discard_package(package_id: str, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "discard_package", package_id=package_id)
