"""Vai trò: who holds which role where, from when until when; giving one and ending one with its reason."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.navigation import BY_ROLE
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor, Visit, done
from services.gateway.web.words import ROLES
from shared.errors import Forbidden, Invalid

router = APIRouter(prefix="/desk/roles")
LABELS = {
    "card": "Số thẻ đảng viên", "role": "Vai trò", "place": "Tại tổ chức", "valid_from": "Từ ngày",
    "valid_until": "Đến hết ngày", "reason": "Lý do",
}  # fmt: skip
CARD_DIGITS = 8


@router.get("")
async def roles(visit: DeskVisitor, organisation: str = "") -> Response:
    return await _page(visit, organisation)


@router.post("")
async def give(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    organisation = fields.text("organisation")
    try:
        fields.demand("card", "role", "place")
        member_id = await _member(visit, fields)
        await visit.ask(
            "identity", "grant_role", member_id=member_id, role=fields.text("role"),
            organisation_id=fields.text("place").rstrip("/").rpartition("/")[2],
            valid_from=fields.optional("valid_from"), valid_until=fields.optional("valid_until"),
        )  # fmt: skip
    except (*CORRECTABLE, Forbidden) as error:
        errors = complaints(error, LABELS)
        return await _page(visit, organisation, status=422, errors=errors, given=fields.shown())
    return done("/desk/roles", "role_given")


@router.post("/{grant_id}/end")
async def end(grant_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("reason")
        await visit.ask("identity", "end_role", grant_id=grant_id, reason=fields.text("reason"))
    except (*CORRECTABLE, Forbidden) as error:
        return await _page(visit, "", status=422, errors=complaints(error, LABELS), ending=grant_id)
    return done("/desk/roles", "role_ended")


async def _member(visit: Visit, fields: Fields) -> str:
    """By the whole number of the card, which is on the paper that appoints; so nobody of the same name is meant."""
    card = "".join(letter for letter in fields.text("card") if letter.isdigit())
    found: list[dict[str, Any]] = []
    for place in [] if len(card) != CARD_DIGITS else await audiences(visit, BY_ROLE["/desk/roles"]):
        found += (await visit.ask("identity", "list_members", organisation_path=place["path"], search=card))["items"]
        if found:
            break
    if not found:
        raise Invalid(details={"card": "Không có đảng viên nào mang số thẻ này trong phạm vi của đồng chí."})
    return str(found[0]["id"])


async def _page(visit: Visit, organisation: str, **view: Any) -> Response:
    choices = await audiences(visit, BY_ROLE["/desk/roles"])
    chosen = organisation or (choices[0]["path"] if choices else "")
    found: dict[str, Any] = {"items": [], "cut": False}
    if chosen:
        found = await visit.ask("identity", "list_roles", organisation_path=chosen)
    given_roles = {role: label for role, label in ROLES.items() if role != "member"}
    return visit.page(
        "desk/roles.html", found=found, audiences=choices, chosen=chosen, roles=given_roles, labels=LABELS, **view
    )
