"""Không vào được: somebody asks the cell to be let in again; and another user name for who is in."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.gateway.asking import AskOpenly
from services.gateway.sessions import spend_attempt
from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.views import render
from services.gateway.web.visit import Visit, Visitor, done
from shared.errors import TooMany, Unavailable

router = APIRouter()
LABELS = {"username": "Tên đăng nhập", "current": "Mật khẩu hiện tại"}


@router.get("/login/recovery")
async def recovery(request: Request) -> Response:
    return render(request, "recovery.html", labels=LABELS)


@router.post("/login/recovery")
async def ask_recovery(request: Request, ask: AskOpenly) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("username")
        await spend_attempt(request, fields.text("username"))
        lost = fields.text("device_lost") == "1"
        await ask("identity", "ask_recovery", username=fields.text("username"), device_lost=lost)
    except (*CORRECTABLE, TooMany, Unavailable) as error:
        errors = complaints(error, LABELS)
        return render(request, "recovery.html", status=422, labels=LABELS, errors=errors, given=fields.shown())
    return RedirectResponse("/login/recovery?done=recovery_asked", 303)


@router.get("/me/username")
async def username(visit: Visitor) -> Response:
    return await _page(visit)


@router.post("/me/username")
async def change_username(request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("username", "current")
        await visit.ask("identity", "change_username", username=fields.text("username"), current=fields.text("current"))
    except (*CORRECTABLE, TooMany) as error:
        given = {"username": fields.text("username")}
        return await _page(visit, status=422, errors=complaints(error, LABELS), given=given)
    return done("/me", "username_changed")


async def _page(visit: Visit, **view: object) -> Response:
    sign_in = await visit.ask("identity", "my_sign_in")
    return visit.page("username.html", sign_in=sign_in, labels=LABELS, **view)
