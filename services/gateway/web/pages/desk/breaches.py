"""Sổ theo dõi vi phạm dữ liệu: what happened, the 72 hours, the draft of the notice, and what was done."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.navigation import BY_ROLE
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError, Invalid

router = APIRouter(prefix="/desk/breaches")
LABELS = {
    "path": "Đơn vị",
    "detected_at": "Thời điểm phát hiện",
    "what_happened": "Diễn biến",
    "data_kinds": "Loại dữ liệu bị ảnh hưởng",
    "persons_affected": "Số người bị ảnh hưởng",
    "measures": "Biện pháp đã thực hiện",
}
STEP_LABELS = {"text": "Nội dung ghi thêm", "needed": "Việc thông báo", "reference": "Số, ngày văn bản hoặc lý do"}


@router.get("")
async def breaches(visit: DeskVisitor) -> Response:
    return visit.page("desk/breaches.html", found=await visit.ask("identity", "list_breaches"))


@router.get("/new")
async def new(visit: DeskVisitor) -> Response:
    return await _form(visit)


@router.post("")
async def record(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("path", "what_happened", "data_kinds")
        made = await visit.ask(
            "identity", "record_breach", path=fields.text("path"),
            detected_at=fields.local_time("detected_at", "detected_clock"),
            what_happened=fields.text("what_happened"), data_kinds=fields.lines("data_kinds"),
            persons_affected=_count(fields), measures=fields.text("measures"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _form(visit, error, fields)
    return done(f"/desk/breaches/{made['id']}", "breach_recorded")


@router.get("/{breach_id}")
async def breach(breach_id: str, visit: DeskVisitor) -> Response:
    return await _shown(visit, breach_id)


@router.post("/{breach_id}/notes")
async def note(breach_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    return await _step(visit, breach_id, fields, "note_on_breach", ("text",), text=fields.text("text"))


@router.post("/{breach_id}/report")
async def report(breach_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    return await _step(
        visit, breach_id, fields, "report_breach", ("needed", "reference"),
        needed=fields.text("needed") == "yes", reference=fields.text("reference"),
    )  # fmt: skip


@router.post("/{breach_id}/close")
async def close(breach_id: str, request: Request, visit: DeskVisitor) -> Response:
    return await _step(visit, breach_id, await fields_of(request), "close_breach", ())


async def _step(
    visit: Visit, breach_id: str, fields: Fields, method: str, filled: tuple[str, ...], **told: Any
) -> Response:
    try:
        fields.demand(*filled)
        await visit.ask("identity", method, breach_id=breach_id, **told)
    except CORRECTABLE as error:
        return await _shown(visit, breach_id, error, fields.shown())
    return done(f"/desk/breaches/{breach_id}", "breach_written")


async def _shown(
    visit: Visit, breach_id: str, error: AppError | None = None, given: dict[str, Any] | None = None
) -> Response:
    found = await visit.ask("identity", "read_breach", breach_id=breach_id)
    return visit.page(
        "desk/breach.html", status=422 if error else 200, found=found, labels=STEP_LABELS, given=given or {},
        errors=complaints(error, STEP_LABELS) if error else {},
    )  # fmt: skip


async def _form(visit: Visit, error: AppError | None = None, fields: Fields | None = None) -> Response:
    return visit.page(
        "desk/breach_new.html", status=422 if error else 200, labels=LABELS,
        audiences=await audiences(visit, BY_ROLE["/desk/breaches"]), given=fields.shown() if fields else {},
        chosen_kinds=fields.lines("data_kinds") if fields else [],
        errors=complaints(error, LABELS) if error else {},
    )  # fmt: skip


def _count(fields: Fields) -> int | None:
    """Empty while nobody knows."""
    text = fields.text("persons_affected").replace(".", "").strip()
    if not text:
        return None
    if not text.isdecimal():
        raise Invalid(details={"persons_affected": "Đồng chí nhập một số, hoặc để trống khi chưa biết."})
    return int(text)
