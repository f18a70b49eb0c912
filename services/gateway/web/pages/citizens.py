"""Công dân: a light account by telephone and code. What everybody reads is in public.py. No page of the
members is one of theirs, and none of theirs carries the members' menu."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.gateway.asking import Ask, AskOpenly
from services.gateway.sessions import begin, forget, spend_attempt
from services.gateway.web.devices import device_of
from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.views import render
from shared.errors import TooMany, Unauthenticated, Unavailable

router = APIRouter()
LABELS = {"phone": "Số điện thoại", "code": "Mã vừa nhận", "full_name": "Họ và tên", "consent": "Đồng ý"}
WRONG = "Số điện thoại hoặc mã chưa đúng, hoặc mã đã hết hạn. Ông bà kiểm tra lại hoặc xin mã mới."


@router.get("/citizens")
async def citizens(request: Request, phone: str = "") -> Response:
    return _page(request, given={"phone": phone})


@router.post("/citizens/code")
async def send_code(request: Request, ask: AskOpenly) -> Response:
    fields = await fields_of(request)
    phone = fields.text("phone").strip()
    try:
        fields.demand("phone")
        await spend_attempt(request, phone)
        await ask("identity", "request_citizen_code", phone=phone)
    except (*CORRECTABLE, TooMany, Unavailable) as error:
        return _page(request, 422, errors=complaints(error, LABELS), given=fields.shown())
    return RedirectResponse(f"/citizens?phone={quote(phone)}&done=citizen_code_sent", 303)


@router.post("/citizens")
async def enter(request: Request, ask: AskOpenly) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("phone", "code")
        await spend_attempt(request, fields.text("phone"))
        session = await ask(
            "identity", "enter_as_citizen", phone=fields.text("phone"), code=fields.text("code"),
            full_name=fields.optional("full_name"), consent=fields.text("consent") == "1",
            device=device_of(request.headers.get("user-agent", "")),
        )  # fmt: skip
    except (*CORRECTABLE, TooMany, Unavailable, Unauthenticated) as error:
        errors = {"": WRONG} if isinstance(error, Unauthenticated) else complaints(error, LABELS)
        return _page(request, 422, errors=errors, given=fields.shown())
    response = RedirectResponse("/public", 303)
    begin(response, session, secure=request.app.state.settings.secure_cookies)
    return response


@router.get("/public/account")
async def account(request: Request, ask: Ask) -> Response:
    return render(request, "public_account.html", account=await ask("identity", "my_citizen_account"))


@router.post("/public/account/leave")
async def leave(request: Request, ask: Ask) -> Response:
    await ask("identity", "leave_as_citizen")
    response = RedirectResponse("/citizens?done=citizen_left", 303)
    forget(response, secure=request.app.state.settings.secure_cookies)
    return response


def _page(request: Request, status: int = 200, **view: Any) -> Response:
    return render(request, "citizens.html", status=status, labels=LABELS, **view)
