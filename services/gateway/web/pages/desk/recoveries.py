"""Yêu cầu vào lại: members who wait for their secretary to let them in again."""

from __future__ import annotations

import contextlib

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import fields_of
from services.gateway.web.navigation import BY_ROLE
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor, done
from shared.errors import NotFound

router = APIRouter(prefix="/desk/recoveries")


@router.get("")
async def recoveries(visit: DeskVisitor, organisation: str = "") -> Response:
    choices = await audiences(visit, BY_ROLE["/desk/recoveries"])
    chosen = organisation or (choices[0]["path"] if choices else "")
    found: dict[str, object] = {"items": []}
    if chosen:
        found = await visit.ask("identity", "recovery_requests", organisation_path=chosen)
    return visit.page("desk/recoveries.html", found=found, audiences=choices, chosen=chosen)


@router.post("/{member_id}/code")
async def let_in(member_id: str, request: Request, visit: DeskVisitor) -> Response:
    """Shown once and not redirected: the code must not lie in an address."""
    lost = (await fields_of(request)).text("device_lost") == "1"
    code = await visit.ask("identity", "recover_member", member_id=member_id, device_lost=lost)
    parts = await visit.parts(names=visit.ask("identity", "names", member_ids=[member_id]))
    name = parts["names"].get("items", {}).get(member_id)
    return visit.page("desk/login_code.html", code=code, name=name)


@router.post("/{member_id}/dismiss")
async def dismiss(member_id: str, visit: DeskVisitor) -> Response:
    with contextlib.suppress(NotFound):
        await visit.ask("identity", "dismiss_recovery", member_id=member_id)
    return done("/desk/recoveries", "recovery_dismissed")
