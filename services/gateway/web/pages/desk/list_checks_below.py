"""Đối chiếu danh sách – hồ sơ 6 tháng, tiến độ: how far the cells of an organisation are, in numbers."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.visit import DeskVisitor

router = APIRouter(prefix="/desk/organisations/{organisation_id}/list-checks")


@router.get("")
async def progress(organisation_id: str, visit: DeskVisitor, half: str = "") -> Response:
    found = await visit.ask("identity", "list_checks_below", organisation_id=organisation_id, half=half or None)
    return visit.page("desk/list_checks_below.html", found=found)
