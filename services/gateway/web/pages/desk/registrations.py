"""Đăng ký chờ xác nhận: the pictures side by side, what was read beside the register, and the decision; and the
registration of a member who stands in front of the secretary."""

from __future__ import annotations

import base64
from typing import Any, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError, Forbidden

router = APIRouter(prefix="/desk")
LABELS = {
    "outcome": "Kết luận",
    "member_id": "Đảng viên",
    "note": "Ghi chú",
    "papers": "Giấy tờ đã xem",
    "consents_in_person": "Sự đồng ý của đảng viên",
}


@router.get("/registrations")
async def registrations(visit: DeskVisitor) -> Response:
    return visit.page("desk/registrations.html", found=await visit.ask("identity", "list_registrations"))


@router.get("/registrations/{registration_id}")
async def registration(registration_id: str, visit: DeskVisitor) -> Response:
    return await _shown(visit, registration_id)


@router.get("/registrations/{registration_id}/{kind}.jpg")
async def picture(registration_id: str, kind: Literal["card", "selfie", "portrait"], visit: DeskVisitor) -> Response:
    found = await visit.ask("identity", "registration_picture", registration_id=registration_id, kind=kind)
    return Response(base64.b64decode(found["content"]), media_type="image/jpeg", headers={"Cache-Control": "no-store"})


@router.post("/registrations/{registration_id}")
async def decide(registration_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("outcome")
        await visit.ask(
            "identity", "decide_registration", registration_id=registration_id, outcome=fields.text("outcome"),
            member_id=fields.optional("member_id"), note=fields.text("note"),
        )  # fmt: skip
    except CORRECTABLE as error:
        if error.code == "identity.registration_decided":
            return done("/desk/registrations", "registration_was_decided")
        return await _shown(visit, registration_id, error, fields.shown())
    return done("/desk/registrations", "registration_decided")


@router.get("/members/{member_id}/register")
async def in_person(member_id: str, visit: DeskVisitor) -> Response:
    return await _in_person(visit, member_id)


@router.post("/members/{member_id}/register")
async def register_in_person(member_id: str, request: Request, visit: DeskVisitor) -> Response:
    """The code is shown once and not redirected: it must not lie in an address."""
    fields = await fields_of(request)
    try:
        fields.demand("papers")
        code = await visit.ask(
            "identity", "register_in_person", member_id=member_id, papers=fields.lines("papers"),
            consents_in_person=fields.text("consents_in_person") == "1",
        )  # fmt: skip
    except (*CORRECTABLE, Forbidden) as error:
        if isinstance(error, Forbidden) and not error.details:
            raise
        return await _in_person(visit, member_id, error, fields.shown(), fields.lines("papers"))
    return visit.page("desk/login_code.html", code=code, name=await _name(visit, member_id))


async def _in_person(
    visit: Visit, member_id: str, error: AppError | None = None, given: dict[str, Any] | None = None,
    papers: list[str] | None = None,
) -> Response:  # fmt: skip
    text = (await visit.ask("identity", "consent_texts"))["items"]["account"]
    return visit.page(
        "desk/register_in_person.html", status=422 if error else 200, member_id=member_id, text=text, labels=LABELS,
        name=await _name(visit, member_id), given=given or {}, papers=papers or [],
        errors=complaints(error, LABELS) if error else {},
    )  # fmt: skip


async def _name(visit: Visit, member_id: str) -> str:
    parts = await visit.parts(names=visit.ask("identity", "names", member_ids=[member_id]))
    return str(parts["names"].get("items", {}).get(member_id, ""))


async def _shown(
    visit: Visit, registration_id: str, error: AppError | None = None, given: dict[str, Any] | None = None
) -> Response:
    found = await visit.ask("identity", "read_registration", registration_id=registration_id)
    return visit.page(
        "desk/registration.html", status=422 if error else 200, found=found, labels=LABELS, given=given or {},
        errors=complaints(error, LABELS) if error else {},
    )  # fmt: skip
