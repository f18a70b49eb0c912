"""Đọc thông báo cho đồng chí khác nghe: a helper reads a notice of the committee aloud and, where the member allowed
that too, acknowledges it in the member's stead.

The form asks each time for the word that the member heard it; content records whose hand it was.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, fields_of
from services.gateway.web.pages.helping import in_stead
from services.gateway.web.visit import Visit, Visitor, done
from shared.errors import AppError

router = APIRouter(prefix="/helping/{delegation_id}/directives/{notice_id}")


@router.get("")
async def directive(delegation_id: str, notice_id: str, visit: Visitor) -> Response:
    return await _page(visit, delegation_id, notice_id)


@router.post("/acknowledge")
async def acknowledge(delegation_id: str, notice_id: str, request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    stead = await in_stead(visit, delegation_id, "acknowledge_notices")
    try:
        await stead.ask(
            "content", "acknowledge_notice", notice_id=notice_id, edition=fields.integer("edition"),
            read_to_them=fields.text("read_to_them") == "1",
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _page(visit, delegation_id, notice_id, error)
    return done(f"/helping/{delegation_id}/directives/{notice_id}", "acknowledged_in_stead")


async def _page(visit: Visit, delegation_id: str, notice_id: str, error: AppError | None = None) -> Response:
    stead = await in_stead(visit, delegation_id, "see_notices")
    shown = await stead.ask("content", "open_notice", notice_id=notice_id)
    return visit.page(
        "helping/directive.html", status=422 if error else 200, notice=shown, of=stead.of, delegation_id=delegation_id,
        errors={"": error.message} if error else {},
    )  # fmt: skip
