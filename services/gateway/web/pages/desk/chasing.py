"""Danh sách vận động: the secretary's own list, with telephones, and what came of each call."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.pages.desk.roll_out import done, own_office
from services.gateway.web.visit import DeskVisitor, Visit

router = APIRouter(prefix="/desk/roll-out")
FIELDS = {"contact": "Kết quả", "appointed_on": "Ngày hẹn", "note": "Ghi chú"}


@router.get("/members")
async def chase_list(visit: DeskVisitor, organisation: str = "", show: str = "waiting") -> Response:
    return await _shown(visit, organisation or own_office(visit), show)


@router.post("/members/{member_id}/contact")
async def note_contact(member_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    path, show = fields.text("organisation"), fields.text("show")
    try:
        fields.demand("contact")
        await visit.ask(
            "identity", "note_contact", member_id=member_id, contact=fields.text("contact"),
            appointed_on=fields.optional("appointed_on"), note=fields.text("note"),
        )  # fmt: skip
    except CORRECTABLE as error:
        labels = {f"{name}-{member_id}": label for name, label in FIELDS.items()}
        told = {f"{name}-{member_id}" if name else "": text for name, text in complaints(error, FIELDS).items()}
        return await _shown(
            visit, path, show, status=422, errors=told, labels=labels, typed=fields.shown(), at=member_id
        )
    return done("/desk/roll-out/members", path, "contact_noted", at=f"member-{member_id}")


@router.post("/members/{member_id}/facts")
async def note_facts(member_id: str, request: Request, visit: DeskVisitor) -> Response:
    """Two facts in one form; only what was changed is sent, so that the trail holds no change that was none."""
    fields = await fields_of(request)
    path = fields.text("organisation")
    if fields.text("smartphone") != fields.text("smartphone_was"):
        await visit.ask("identity", "note_smartphone", member_id=member_id, smartphone=fields.text("smartphone"))
    if fields.text("armed") != fields.text("armed_was"):
        await visit.ask("identity", "note_armed_service", member_id=member_id, armed=fields.text("armed") == "1")
    return done("/desk/roll-out/members", path, "roll_out_facts_noted", at=f"member-{member_id}")


async def _shown(visit: Visit, path: str, show: str, **view: Any) -> Response:
    found = await visit.ask("identity", "chase_list", cell_path=path, show=show)
    return visit.page("desk/chase_list.html", **({"typed": {}, "at": ""} | view), found=found, show=show)
