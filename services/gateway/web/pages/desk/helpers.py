"""Người giúp: the secretary enters a helper for a member who is present and cannot do it."""

from __future__ import annotations

import contextlib
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.pages.helpers import chosen_deeds
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import NotFound

router = APIRouter(prefix="/desk/members/{member_id}/helpers")
LABELS = {
    "helper_id": "Người giúp", "deeds": "Việc nhờ làm giúp", "valid_until": "Đến hết ngày",
    "member_present": "Đảng viên có mặt", "member_id": "Đảng viên",
}  # fmt: skip
MOST_PAGES = 10


@router.get("")
async def helpers(member_id: str, visit: DeskVisitor, organisation: str = "") -> Response:
    return await _page(visit, member_id, organisation)


@router.post("")
async def appoint(member_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    organisation = fields.text("organisation")
    try:
        fields.demand("helper_id", "valid_until")
        await visit.ask(
            "identity", "appoint_helper", member_id=member_id, helper_id=fields.text("helper_id"),
            deeds=chosen_deeds(fields), valid_until=fields.text("valid_until"),
            member_present=fields.text("member_present") == "1",
        )  # fmt: skip
    except CORRECTABLE as error:
        given = fields.shown() | {"deeds": chosen_deeds(fields)}
        return await _page(visit, member_id, organisation, status=422, errors=complaints(error, LABELS), given=given)
    return done(f"/desk/members/{member_id}/helpers", "helper_appointed")


@router.post("/{delegation_id}/end")
async def end(member_id: str, delegation_id: str, visit: DeskVisitor) -> Response:
    with contextlib.suppress(NotFound):
        await visit.ask("identity", "end_delegation", delegation_id=delegation_id)
    return done(f"/desk/members/{member_id}/helpers", "help_ended")


async def _page(visit: Visit, member_id: str, organisation: str, **view: Any) -> Response:
    found = await visit.ask("identity", "helpers_of_member", member_id=member_id)
    names = await visit.ask("identity", "names", member_ids=[member_id])
    place = organisation or _own_place(visit)
    people = [person for person in await _members(visit, place) if person["id"] != member_id] if place else []
    return visit.page(
        "desk/member_helpers.html", found=found, member_id=member_id, name=names["items"].get(member_id), people=people,
        organisation=place, labels=LABELS, **view,
    )  # fmt: skip


def _own_place(visit: Visit) -> str:
    return next((str(role["path"]) for role in visit.offices if role["role"] == "cell_secretary"), "")


async def _members(visit: Visit, place: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    for _ in range(MOST_PAGES):
        page = await visit.ask("identity", "list_members", organisation_path=place, cursor=cursor)
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    return found
