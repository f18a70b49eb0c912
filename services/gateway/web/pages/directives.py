"""Thông báo, chỉ đạo của cấp ủy: those meant for me, one of them, and the button that says I know what it says."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, fields_of
from services.gateway.web.visit import Visit, Visitor, done
from shared.errors import AppError

router = APIRouter(prefix="/directives")


@router.get("")
async def directives(visit: Visitor) -> Response:
    return visit.page("directives.html", found=await visit.ask("content", "my_notices"))


@router.get("/{notice_id}")
async def directive(notice_id: str, visit: Visitor) -> Response:
    return await _page(visit, notice_id)


@router.post("/{notice_id}/acknowledge")
async def acknowledge(notice_id: str, request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask("content", "acknowledge_notice", notice_id=notice_id, edition=fields.integer("edition"))
    except CORRECTABLE as error:
        return await _page(visit, notice_id, error)
    return done(f"/directives/{notice_id}", "directive_acknowledged")


async def _page(visit: Visit, notice_id: str, error: AppError | None = None) -> Response:
    shown = await visit.ask("content", "open_notice", notice_id=notice_id)
    errors = {"": error.message} if error else {}
    return visit.page("directive.html", status=409 if error else 200, notice=shown, errors=errors, labels={}, given={})
