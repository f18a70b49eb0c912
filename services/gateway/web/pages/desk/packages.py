"""Gói văn bản: chosen documents taken along as a zip file with a manifest, and such a file looked at and taken in."""

from __future__ import annotations

import base64
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.api.exchange import SECONDS_FOR_MANY_FILES
from services.gateway.api.packages import ZIP
from services.gateway.given_files import given_file
from services.gateway.web.forms import CORRECTABLE, at_the_file, complaints, fields_of
from services.gateway.web.navigation import BY_ROLE
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.clock import local_date, now
from shared.errors import AppError, Invalid

DOCUMENTS = "/desk/documents"
router = APIRouter(prefix=DOCUMENTS)
LABELS = {"file": "Gói văn bản", "audience": "Phạm vi nhận", "document": "Văn bản cần xuất"}


@router.get("/export")
async def choose(visit: DeskVisitor, audience: str = "", kind: str = "", year: str = "") -> Response:
    return await _choice(visit, {"audience": audience, "kind": kind, "year": year})


@router.post("/export")
async def export(request: Request, visit: DeskVisitor) -> Response:
    """A file, so it carries no key: pressed twice it is two files and two entries in the trail."""
    fields = await fields_of(request)
    chosen = fields.lines("document")
    try:
        if not chosen:
            raise Invalid(details={"document": "Đồng chí chọn ít nhất một văn bản."})
        made = await visit.ask("content", "export_chosen", within=SECONDS_FOR_MANY_FILES, document_ids=chosen)
    except CORRECTABLE as error:
        return await _choice(visit, fields.shown() | {"document": chosen}, error)
    return given_file(base64.b64decode(made["content"]), f"van-ban-{local_date(now()).isoformat()}.zip", ZIP)


@router.get("/packages")
async def packages(visit: DeskVisitor) -> Response:
    return await _sending(visit, {})


@router.post("/packages")
async def send(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        file = fields.file("file")
        sent = await visit.ask(
            "content", "send_package", within=SECONDS_FOR_MANY_FILES, audience=fields.text("audience"),
            file_name=file.name or "goi.zip", content=file.encoded,
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _sending(visit, fields.shown(), at_the_file(error))
    return done(f"{DOCUMENTS}/packages/{sent['id']}", "package_read")


@router.get("/packages/{package_id}")
async def package(package_id: str, visit: DeskVisitor) -> Response:
    return visit.page("desk/package.html", item=await visit.ask("content", "read_package", package_id=package_id))


@router.post("/packages/{package_id}")
async def take(package_id: str, visit: DeskVisitor) -> Response:
    await visit.ask("content", "take_package", within=SECONDS_FOR_MANY_FILES, package_id=package_id)
    return done(f"{DOCUMENTS}/packages/{package_id}", "package_taken")


@router.post("/packages/{package_id}/discard")
async def discard(package_id: str, visit: DeskVisitor) -> Response:
    await visit.ask("content", "discard_package", package_id=package_id)
    return done(DOCUMENTS, "package_discarded")


async def _choice(visit: Visit, given: dict[str, Any], error: AppError | None = None) -> Response:
    year = str(given.get("year", "")).strip()
    found = await visit.ask(
        "content", "documents_to_export", audience=given.get("audience") or None, kind=given.get("kind") or None,
        year=int(year) if year.isascii() and year.isdecimal() and len(year) == 4 and "1900" <= year <= "2999" else None,
    )  # fmt: skip
    return visit.page(
        "desk/documents_export.html", status=422 if error else 200, found=found, given=given, labels=LABELS,
        errors=complaints(error, LABELS) if error else {}, audiences=await audiences(visit, BY_ROLE[DOCUMENTS]),
    )  # fmt: skip


async def _sending(visit: Visit, given: dict[str, Any], error: AppError | None = None) -> Response:
    return visit.page(
        "desk/packages.html", status=422 if error else 200, given=given, labels=LABELS,
        errors=complaints(error, LABELS) if error else {}, audiences=await audiences(visit, BY_ROLE[DOCUMENTS]),
    )  # fmt: skip
