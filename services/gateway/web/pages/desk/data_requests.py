"""Yêu cầu về dữ liệu: what members ask about their own data, and until when it must be answered and carried out."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError

router = APIRouter(prefix="/desk/data-requests")
LABELS = {"reply": "Nội dung trả lời", "days": "Số ngày gia hạn", "reason": "Lý do gia hạn"}


@router.get("")
async def data_requests(visit: DeskVisitor, ended: bool = False) -> Response:
    found = await visit.ask("identity", "list_data_requests", under_way=not ended)
    return visit.page("desk/data_requests.html", found=found, ended=ended)


@router.get("/{request_id}")
async def data_request(request_id: str, visit: DeskVisitor) -> Response:
    return await _shown(visit, request_id)


@router.post("/{request_id}/answer")
async def answer(request_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    return await _step(visit, request_id, fields, "answer_data_request", ("reply",), reply=fields.text("reply"))


@router.post("/{request_id}/extend")
async def extend(request_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    days = int(fields.text("days")) if fields.text("days").isdecimal() else 0
    return await _step(
        visit, request_id, fields, "extend_data_request", ("days", "reason"), days=days, reason=fields.text("reason")
    )


@router.post("/{request_id}/end")
async def end(request_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    return await _step(
        visit, request_id, fields, "end_data_request", ("reply", "outcome"),
        outcome=fields.text("outcome"), reply=fields.text("reply"),
    )  # fmt: skip


async def _step(
    visit: Visit, request_id: str, fields: Fields, method: str, needed: tuple[str, ...], **told: Any
) -> Response:
    try:
        fields.demand(*needed)
        await visit.ask("identity", method, request_id=request_id, **told)
    except CORRECTABLE as error:
        return await _shown(visit, request_id, error, fields.shown())
    return done(f"/desk/data-requests/{request_id}", "data_request_handled")


async def _shown(
    visit: Visit, request_id: str, error: AppError | None = None, given: dict[str, Any] | None = None
) -> Response:
    asked = await visit.ask("identity", "read_data_request", request_id=request_id)
    return visit.page(
        "desk/data_request.html", status=422 if error else 200, asked=asked, labels=LABELS, given=given or {},
        errors=complaints(error, LABELS) if error else {},
    )  # fmt: skip
