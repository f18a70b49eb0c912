"""Cấp ủy các nhiệm kỳ: who sits in the committee, who sat before, and the result of a new election."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.record_words import COMMITTEE_POSTS
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import Forbidden, Invalid

router = APIRouter(prefix="/desk/organisations")
LABELS = {
    **COMMITTEE_POSTS, "elected_on": "Ngày bầu", "ends_on": "Hết nhiệm kỳ ngày",
    "approved_by": "Quyết định chuẩn y số", "ended_on": "Thôi từ ngày", "reason": "Lý do",
}  # fmt: skip
CARD_DIGITS = 8


@router.get("/{organisation_id}/committees")
async def committees(organisation_id: str, visit: DeskVisitor) -> Response:
    return await _page(visit, organisation_id)


@router.post("/{organisation_id}/committees")
async def elect(organisation_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("elected_on", "approved_by", "secretary")
        place = await visit.ask("identity", "read_organisation", organisation_id=organisation_id)
        seats = [
            {"member_id": await _member(visit, place["path"], post, card), "post": post}
            for post in COMMITTEE_POSTS
            for card in fields.lines(post)
        ]
        await visit.ask(
            "identity", "elect_committee", organisation_id=organisation_id, elected_on=fields.text("elected_on"),
            ends_on=fields.optional("ends_on"), approved_by=fields.text("approved_by"), seats=seats,
        )  # fmt: skip
    except (*CORRECTABLE, Forbidden) as error:
        return await _refused(visit, organisation_id, error, fields)
    return done(f"/desk/organisations/{organisation_id}/committees", "committee_elected")


@router.post("/{organisation_id}/committees/{committee_id}/seats/{member_id}/end")
async def end_seat(
    organisation_id: str, committee_id: str, member_id: str, request: Request, visit: DeskVisitor
) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("ended_on", "reason")
        await visit.ask(
            "identity", "end_committee_seat", committee_id=committee_id, member_id=member_id,
            ended_on=fields.text("ended_on"), reason=fields.text("reason"),
        )  # fmt: skip
    except (*CORRECTABLE, Forbidden) as error:
        errors = {"": "; ".join(complaints(error, LABELS).values())}
        return await _page(visit, organisation_id, status=422, errors=errors)
    return done(f"/desk/organisations/{organisation_id}/committees", "seat_ended")


async def _refused(visit: Visit, organisation_id: str, error: Any, fields: Fields) -> Response:
    given = fields.shown()
    return await _page(visit, organisation_id, status=422, errors=complaints(error, LABELS), given=given)


async def _member(visit: Visit, path: str, post: str, typed: str) -> str:
    """By the whole number of the card: nobody of the same name is meant."""
    card = "".join(letter for letter in typed if letter.isdigit())
    found: list[dict[str, Any]] = []
    if len(card) == CARD_DIGITS:
        found = (await visit.ask("identity", "list_members", organisation_path=path, search=card))["items"]
    if not found:
        raise Invalid(details={post: f"Không có đảng viên nào của tổ chức này mang số thẻ {typed[:20]}."})
    return str(found[0]["id"])


async def _page(visit: Visit, organisation_id: str, **view: Any) -> Response:
    found = await visit.ask("identity", "list_committees", organisation_id=organisation_id)
    return visit.page(
        "desk/committees.html", found=found, organisation_id=organisation_id, labels=LABELS, posts=COMMITTEE_POSTS,
        **view,
    )  # fmt: skip
