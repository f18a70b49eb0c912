"""Nhập đảng viên từ tệp: the file, which column is what, what would happen, the run, and what was refused."""

from __future__ import annotations

import base64
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.navigation import BY_ROLE
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.record_words import IMPORT_ROWS
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError, NotFound, TooMany

router = APIRouter(prefix="/desk/imports")
REFUSED = (*CORRECTABLE, TooMany)
COLUMN = "column-"
LABELS = {"file": "Tệp dữ liệu", "organisation": "Tổ chức đảng", "encoding": "Bảng mã chữ", "mapping": "Ghép cột"}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("")
async def imports(visit: DeskVisitor, organisation: str = "") -> Response:
    return await _list(visit, organisation)


@router.post("")
async def begin(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    organisation = fields.text("organisation")
    try:
        file = fields.file("file")
        begun = await visit.ask(
            "identity", "begin_import", organisation_path=organisation, file_name=file.name or "tep",
            content=file.encoded,
        )  # fmt: skip
    except REFUSED as error:
        return await _list(visit, organisation, error)
    return done(f"/desk/imports/{begun['id']}", "import_begun")


@router.get("/{import_id}")
async def one(import_id: str, visit: DeskVisitor) -> Response:
    return await _one(visit, import_id)


@router.post("/{import_id}/encoding")
async def encoding(import_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    return await _step(
        visit, import_id, "choose_import_encoding", version=fields.integer("version"), encoding=fields.text("encoding")
    )


@router.post("/{import_id}/mapping")
async def mapping(import_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    chosen = {
        name.removeprefix(COLUMN): fields.text(name)
        for name in fields.shown()
        if name.startswith(COLUMN) and fields.text(name)
    }
    return await _step(visit, import_id, "map_import", version=fields.integer("version"), mapping=chosen)


@router.post("/{import_id}/run")
async def run(import_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    return await _step(visit, import_id, "run_import", version=fields.integer("version"))


@router.post("/{import_id}/cancel")
async def cancel(import_id: str, visit: DeskVisitor) -> Response:
    return await _step(visit, import_id, "cancel_import")


@router.get("/{import_id}/rows")
async def rows(import_id: str, visit: DeskVisitor, kind: str = "refused", after: int = 0) -> Response:
    if kind not in IMPORT_ROWS:
        raise NotFound
    shown = await visit.ask("identity", "read_import", import_id=import_id)
    found = await visit.ask("identity", "list_import_rows", import_id=import_id, kind=kind, after=after)
    return visit.page("desk/import_rows.html", item=shown, found=found, kind=kind)


@router.get("/{import_id}/refused.xlsx")
async def refused(import_id: str, visit: DeskVisitor) -> Response:
    found = await visit.ask("identity", "refused_rows_file", import_id=import_id)
    headers = {"Content-Disposition": 'attachment; filename="dong-chua-nhap.xlsx"', "Cache-Control": "no-store"}
    return Response(base64.b64decode(found["content"]), media_type=WORKBOOK, headers=headers)


async def _step(visit: Visit, import_id: str, method: str, **given: Any) -> Response:
    try:
        await visit.ask("identity", method, import_id=import_id, **given)
    except REFUSED as error:
        return await _one(visit, import_id, error, given.get("mapping"))
    return done(f"/desk/imports/{import_id}", "import_cancelled" if method == "cancel_import" else "import_asked")


async def _list(visit: Visit, organisation: str, error: AppError | None = None) -> Response:
    choices = await audiences(visit, BY_ROLE["/desk/imports"])
    chosen = organisation or (choices[0]["path"] if choices else "")
    found: dict[str, Any] = {"items": []}
    if chosen:
        found = await visit.ask("identity", "list_imports", organisation_path=chosen)
    return visit.page(
        "desk/imports.html", status=422 if error else 200, found=found, audiences=choices, chosen=chosen, given={},
        labels=LABELS, errors=complaints(error, LABELS) if error else {},
    )  # fmt: skip


async def _one(
    visit: Visit, import_id: str, error: AppError | None = None, chosen: dict[str, str] | None = None
) -> Response:
    item = await visit.ask("identity", "read_import", import_id=import_id)
    labels = LABELS | {f"{COLUMN}{column['position']}": f"Cột “{column['label']}”" for column in item["columns"]}
    if error is not None:
        beside = {f"{COLUMN}{name}" if name.isdigit() else name: said for name, said in error.details.items()}
        error = type(error)(error.message, details=beside)
    if chosen is not None:
        for column in item["columns"]:
            column["field"] = chosen.get(str(column["position"]), "")
    return visit.page(
        "desk/import.html", status=422 if error else 200, item=item, labels=labels,
        errors=complaints(error, labels) if error else {}, given={},
    )  # fmt: skip
