"""Ngày hội ra quân and the helpers: planned on the desk, settled there."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.pages.desk.roll_out import done, own_office
from services.gateway.web.pages.roll_out import registration_address
from services.gateway.web.visit import DeskVisitor, Visit

router = APIRouter(prefix="/desk/roll-out")
ORGANISERS = {"cell_secretary", "committee_officer", "administrator"}
DAY_LABELS = {
    "organisation_path": "Tổ chức đảng",
    "starts_at": "Thời gian",
    "place": "Địa điểm",
    "helpers": "Ai hỗ trợ",
}
OUTCOME_LABELS = {"came": "Số người đến", "registered": "Số người đăng ký xong"}
PAIR_LABELS = {
    "cell_path": "Chi bộ",
    "helper_name": "Họ tên người giúp",
    "helper_phone": "Điện thoại người giúp",
    "first_day": "Từ ngày",
    "last_day": "Đến ngày",
}


@router.get("/days")
async def days(visit: DeskVisitor, organisation: str = "") -> Response:
    return await _days(visit, organisation or own_office(visit))


@router.post("/days")
async def plan(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    path = fields.text("organisation_path")
    try:
        fields.demand("organisation_path", "starts_at", "place")
        day = await visit.ask(
            "identity", "plan_sign_up_day", organisation_path=path, place=fields.text("place"),
            starts_at=fields.local_time("starts_at", "starts_clock"), helpers=fields.text("helpers"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _days(
            visit, own_office(visit), status=422, given=fields.shown(), errors=complaints(error, DAY_LABELS)
        )
    return done(f"/desk/roll-out/days/{day['day_id']}", path, "sign_up_day_planned")


@router.get("/days/{day_id}")
async def day(day_id: str, visit: DeskVisitor) -> Response:
    return await _day(visit, day_id)


@router.post("/days/{day_id}/close")
async def close(day_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        outcome = {name: fields.integer(name) for name in OUTCOME_LABELS} if fields.text("held") == "1" else {}
        await visit.ask("identity", "close_sign_up_day", day_id=day_id, **outcome)
    except CORRECTABLE as error:
        errors = complaints(error, OUTCOME_LABELS)
        return await _day(visit, day_id, status=422, given=fields.shown(), errors=errors)
    return done(f"/desk/roll-out/days/{day_id}", "", "sign_up_day_closed")


@router.get("/helpers")
async def helpers(visit: DeskVisitor, organisation: str = "", member: str = "", cell: str = "") -> Response:
    return await _helpers(visit, organisation or cell or own_office(visit), member, cell)


@router.post("/helpers")
async def pair(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    path, member = fields.text("cell_path"), fields.text("member_id")
    try:
        fields.demand("cell_path", "helper_name", "first_day", "last_day")
        await visit.ask(
            "identity", "pair_helper", cell_path=path, helper_name=fields.text("helper_name"),
            helper_phone=fields.text("helper_phone"), first_day=fields.text("first_day"),
            last_day=fields.text("last_day"), member_id=member or None,
        )  # fmt: skip
    except CORRECTABLE as error:
        errors = complaints(error, PAIR_LABELS)
        return await _helpers(visit, own_office(visit), member, path, status=422, given=fields.shown(), errors=errors)
    return done("/desk/roll-out/helpers", own_office(visit), "helper_paired")


@router.post("/helpers/{pairing_id}/settle")
async def settle(pairing_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    await visit.ask(
        "identity", "settle_pairing", pairing_id=pairing_id, done=fields.text("done") == "1", note=fields.text("note")
    )
    return done("/desk/roll-out/helpers", fields.text("organisation"), "pairing_settled")


async def _days(visit: Visit, path: str, **view: Any) -> Response:
    found = await visit.ask("identity", "list_sign_up_days", organisation_path=path)
    choices = await audiences(visit, ORGANISERS)
    return visit.page("desk/sign_up_days.html", found=found, chosen=path, audiences=choices, labels=DAY_LABELS, **view)


async def _day(visit: Visit, day_id: str, **view: Any) -> Response:
    found = await visit.ask("identity", "read_sign_up_day", day_id=day_id)
    address = registration_address(visit.request)
    return visit.page("desk/sign_up_day.html", found=found, address=address, labels=OUTCOME_LABELS, **view)


async def _helpers(visit: Visit, path: str, member: str, cell: str, **view: Any) -> Response:
    """`member`: who is to be helped at home; the form then is about that person alone."""
    found = await visit.ask("identity", "list_pairings", organisation_path=path)
    choices = [choice for choice in await audiences(visit, ORGANISERS) if not cell or choice["path"] == cell]
    names = (await visit.ask("identity", "names", member_ids=[member]))["items"] if member else {}
    given = {"cell_path": cell}
    return visit.page(
        "desk/helpers.html", **({"given": given} | view), found=found, chosen=path, audiences=choices,
        member=member, member_name=names.get(member, ""), labels=PAIR_LABELS,
    )  # fmt: skip
