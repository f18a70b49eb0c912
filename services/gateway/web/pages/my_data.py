"""Dữ liệu của tôi: what is kept about me, a copy to take along, and requests about it with their clock."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.own_data import gathered
from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.visit import Visit, Visitor, done
from shared.errors import AppError, NotFound, TooMany

router = APIRouter(prefix="/me/data")
LABELS = {"kind": "Đồng chí muốn", "text": "Nội dung cụ thể"}
FILE_NAME = "du-lieu-cua-toi.json"


@router.get("")
async def my_data(visit: Visitor) -> Response:
    return await _shown(visit)


@router.post("/requests")
async def ask_about_my_data(request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("kind")
        await visit.ask("identity", "ask_about_my_data", kind=fields.text("kind"), text=fields.text("text"))
    except (*CORRECTABLE, TooMany) as error:
        return await _shown(visit, error, fields.shown())
    return done("/me/data", "data_requested", at="requests")


@router.post("/requests/{request_id}/take-back")
async def take_back(request_id: str, visit: Visitor) -> Response:
    await visit.ask("identity", "take_back_data_request", request_id=request_id)
    return done("/me/data", "data_request_taken_back", at="requests")


@router.post("/consents/{consent_id}/withdraw")
async def withdraw_consent(consent_id: str, visit: Visitor) -> Response:
    with suppress(NotFound):  # taken back already, which is what was wanted
        await visit.ask("identity", "withdraw_consent", consent_id=consent_id)
    return done("/me/data", "consent_withdrawn", at="consents")


@router.post("/copy")
async def copy(visit: Visitor) -> Response:
    """A page to read and print. A form and not a link: it is noted in the trail, and no browser fetches it ahead."""
    return visit.page("my_data_copy.html", kept=await gathered(visit.ask))


@router.post("/file")
async def file(visit: Visitor) -> Response:
    kept = json.dumps(await gathered(visit.ask), ensure_ascii=False, indent=2)
    return Response(kept, media_type="application/json", headers={
        "Content-Disposition": f'attachment; filename="{FILE_NAME}"', "Cache-Control": "no-store",
    })  # fmt: skip


async def _shown(visit: Visit, error: AppError | None = None, given: dict[str, Any] | None = None) -> Response:
    return visit.page(
        "my_data.html", status=422 if error else 200, labels=LABELS, given=given or {},
        errors=complaints(error, LABELS) if error else {},
        **await visit.parts(
            requests=visit.ask("identity", "my_data_requests"), consents=visit.ask("identity", "my_consents")
        ),
    )  # fmt: skip
