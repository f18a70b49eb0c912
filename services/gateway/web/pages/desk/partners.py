"""Hệ thống kết nối: other systems that hand documents over and are told what was published."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.navigation import BY_ROLE
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError

router = APIRouter(prefix="/desk/partners")
LABELS = {"name": "Tên hệ thống", "path": "Phạm vi", "webhook_url": "Địa chỉ nhận tin"}
HERE = "/desk/partners"


@router.get("")
async def partners(visit: DeskVisitor) -> Response:
    return await _page(visit)


@router.post("")
async def add(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("name", "path")
        made = await visit.ask(
            "content", "add_partner", name=fields.text("name"), path=fields.text("path"),
            may_hand_over=fields.text("may_hand_over") == "yes", may_follow=fields.text("may_follow") == "yes",
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _page(visit, error, fields.shown())
    return _secret(visit, "Khóa kết nối", made["key"], "X-Partner-Key")


@router.post("/{partner_id}/key")
async def renew(partner_id: str, visit: DeskVisitor) -> Response:
    made = await visit.ask("content", "renew_partner_key", partner_id=partner_id)
    return _secret(visit, "Khóa kết nối mới", made["key"], "X-Partner-Key")


@router.post("/{partner_id}/webhook")
async def webhook(partner_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        made = await visit.ask(
            "content", "set_partner_webhook", partner_id=partner_id, webhook_url=fields.text("webhook_url")
        )
    except CORRECTABLE as error:
        return await _page(visit, error, {**fields.shown(), "for": partner_id})
    if not made["secret"]:
        return done(HERE, "partner_saved")
    return _secret(visit, "Khóa kiểm tra chữ ký", made["secret"], "Webhook-Signature")


@router.post("/{partner_id}/pause")
async def pause(partner_id: str, request: Request, visit: DeskVisitor) -> Response:
    paused = (await fields_of(request)).text("paused") == "yes"
    await visit.ask("content", "pause_partner_webhook", partner_id=partner_id, paused=paused)
    return done(HERE, "partner_saved")


@router.post("/{partner_id}/revoke")
async def revoke(partner_id: str, visit: DeskVisitor) -> Response:
    await visit.ask("content", "revoke_partner", partner_id=partner_id)
    return done(HERE, "partner_saved")


def _secret(visit: Visit, title: str, secret: str, header: str) -> Response:
    return visit.page("desk/partner_secret.html", title=title, secret=secret, header=header)


async def _page(visit: Visit, error: AppError | None = None, given: dict[str, Any] | None = None) -> Response:
    return visit.page(
        "desk/partners.html", status=422 if error else 200, found=await visit.ask("content", "list_partners"),
        audiences=await audiences(visit, BY_ROLE[HERE]), given=given or {}, labels=LABELS,
        errors=complaints(error, LABELS) if error else {},
    )  # fmt: skip
