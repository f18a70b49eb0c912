"""Members from a file: `identity`. Each step answers at once; a worker does it, `read_import` tells how far it is."""

from __future__ import annotations

import base64
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile

from services.gateway.api.shapes import Answer, Body, RepeatKey
from services.gateway.asking import Ask

router = APIRouter(tags=["imports"])
SERVICE = "identity"


class Seen(Body):
    version: int


class Mapping(Seen):
    """`mapping`: {position of the column, from 0: field}."""

    mapping: dict[str, str]


class ChosenEncoding(Seen):
    encoding: str


@router.get("/members/imports")
async def list_imports(ask: Ask, organisation_path: str) -> Answer:
    return await ask(SERVICE, "list_imports", organisation_path=organisation_path)


@router.post("/members/imports", status_code=201)
async def begin_import(
    ask: Ask,
    organisation_path: Annotated[str, Form()],
    file: Annotated[UploadFile, File(description="CSV or XLSX, 12 MB at most")],
    _key: RepeatKey = None,
) -> Answer:
    content = base64.b64encode(await file.read()).decode("ascii")
    name = file.filename or "tep"
    return await ask(SERVICE, "begin_import", organisation_path=organisation_path, file_name=name, content=content)


@router.get("/members/imports/{import_id}")
async def read_import(import_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "read_import", import_id=import_id)


@router.post("/members/imports/{import_id}/encoding")
async def choose_import_encoding(import_id: str, body: ChosenEncoding, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "choose_import_encoding", import_id=import_id, **body.fields())


@router.post("/members/imports/{import_id}/mapping")
async def map_import(import_id: str, body: Mapping, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "map_import", import_id=import_id, **body.fields())


@router.post("/members/imports/{import_id}/run")
async def run_import(import_id: str, body: Seen, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "run_import", import_id=import_id, **body.fields())


@router.post("/members/imports/{import_id}/cancel")
async def cancel_import(import_id: str, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "cancel_import", import_id=import_id)


@router.get("/members/imports/{import_id}/rows")
async def list_import_rows(import_id: str, kind: str, ask: Ask, after: int | None = None) -> Answer:
    return await ask(SERVICE, "list_import_rows", import_id=import_id, kind=kind, after=after)


@router.get("/members/imports/{import_id}/refused")
async def refused_rows_file(import_id: str, ask: Ask) -> Answer:
    """`content`: an XLSX file in base64."""
    return await ask(SERVICE, "refused_rows_file", import_id=import_id)
