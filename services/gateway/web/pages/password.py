"""Mật khẩu: the member chooses the own one; nothing typed here is shown again."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.visit import Visit, Visitor, done
from shared.errors import TooMany

router = APIRouter(prefix="/me/password")
LABELS = {"username": "Tên đăng nhập", "current": "Mật khẩu hiện tại", "new": "Mật khẩu mới"}


@router.get("")
async def password(visit: Visitor) -> Response:
    return await _page(visit)


@router.post("")
async def choose(request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("new")
        await visit.ask(
            "identity", "choose_password", new=fields.text("new"), username=fields.optional("username"),
            current=fields.text("current") or None,
        )  # fmt: skip
    except (*CORRECTABLE, TooMany) as error:
        given = {"username": fields.text("username")}
        return await _page(visit, status=422, errors=complaints(error, LABELS), given=given)
    return done("/me", "password_chosen")


async def _page(visit: Visit, **view: object) -> Response:
    sign_in = await visit.ask("identity", "my_sign_in")
    return visit.page("password.html", sign_in=sign_in, labels=LABELS, **view)
