"""Xuất danh sách: chosen fields of the members of one organisation, as a table to take along."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.given_files import streamed_file
from services.gateway.member_table import begun
from services.gateway.sheets import CSV, XLSX, as_csv, as_xlsx
from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.navigation import BY_ROLE
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor, Visit
from shared.clock import local_date, now
from shared.errors import AppError, Forbidden, Invalid

router = APIRouter(prefix="/desk/members/export")
LABELS = {"organisation": "Tổ chức đảng", "fields": "Các mục cần xuất", "purpose": "Mục đích", "format": "Dạng tệp"}


@router.get("")
async def export_form(visit: DeskVisitor, organisation: str = "") -> Response:
    return await _form(visit, organisation)


@router.post("")
async def export(request: Request, visit: DeskVisitor) -> Response:
    """Streams, so it carries no key: pressed twice it is two tables and two entries in the trail."""
    fields = await fields_of(request)
    chosen = fields.lines("fields")
    organisation = fields.text("organisation")
    try:
        if not chosen:
            raise Invalid(details={"fields": "Đồng chí chọn ít nhất một mục."})
        fields.demand("purpose", "format")
        rows = await begun(visit.ask, organisation_path=organisation, fields=chosen, purpose=fields.text("purpose"))
    except (*CORRECTABLE, Forbidden) as error:
        return await _form(visit, organisation, error, fields.shown() | {"fields": chosen})
    name = f"dang-vien-{organisation.rstrip('/').rpartition('/')[2]}-{local_date(now()).isoformat()}"
    if fields.text("format") == "csv":
        return streamed_file(as_csv(rows), f"{name}.csv", CSV)
    return streamed_file(as_xlsx(rows), f"{name}.xlsx", XLSX)


async def _form(
    visit: Visit, organisation: str, error: AppError | None = None, given: dict[str, Any] | None = None
) -> Response:
    choices = await audiences(visit, BY_ROLE["/desk/members"])
    chosen = organisation or (choices[0]["path"] if choices else "")
    found: dict[str, Any] = {"sections": [], "to_import_again": []}
    if chosen:
        found = await visit.ask("identity", "export_fields", organisation_path=chosen)
    return visit.page(
        "desk/export.html", status=422 if error else 200, found=found, audiences=choices, chosen=chosen, labels=LABELS,
        given=given or {}, errors=complaints(error, LABELS) if error else {},
    )  # fmt: skip
