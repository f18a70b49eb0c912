"""Logging in with a password or a one-time code, and logging out."""

from __future__ import annotations

import contextlib
import re
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from services.gateway.asking import AskOpenly, KnownCaller, asker, open_asker
from services.gateway.sessions import begin, forget, spend_attempt
from services.gateway.web.devices import device_of
from services.gateway.web.forms import complaints, fields_of
from services.gateway.web.views import render
from shared.errors import AppError, Invalid, Unauthenticated, Unavailable

router = APIRouter()
LABELS = {"username": "Tên đăng nhập", "password": "Mật khẩu", "code": "Mã đăng nhập"}
WRONG = {
    "password": "Tên đăng nhập hoặc mật khẩu chưa đúng. Đồng chí kiểm tra bộ gõ, chữ hoa và dấu, rồi nhập lại.",
    "code": "Tên đăng nhập hoặc mã chưa đúng, hoặc mã đã hết hạn. Đồng chí kiểm tra lại hoặc xin mã mới.",
}
WAYS_SECONDS = 1.0
# A path of ours and nothing else: "//elsewhere" and "/\elsewhere" would lead to another site.
_OWN_PATH = re.compile(r"/(?![/\\])[A-Za-z0-9/_.-]*")


@router.get("/login")
async def log_in(request: Request, wanted: Annotated[str, Query(alias="next")] = "/", unsent: bool = False) -> Response:
    return await log_in_page(request, next=own_path(wanted), unsent=unsent)


@router.get("/login/code")
async def log_in_by_code(request: Request, username: str = "") -> Response:
    return _page(request, "log_in_code.html", given={"username": username})


@router.post("/login")
async def with_password(request: Request, ask: AskOpenly) -> Response:
    return await _log_in(request, ask, "log_in_with_password", "password", "log_in.html")


@router.post("/login/code")
async def with_code(request: Request, ask: AskOpenly) -> Response:
    return await _log_in(request, ask, "log_in_with_code", "code", "log_in_code.html")


@router.post("/login/code-request")
async def request_code(request: Request, ask: AskOpenly) -> Response:
    fields = await fields_of(request)
    username = fields.text("username").strip()
    try:
        await spend_attempt(request, username)
        await ask("identity", "request_login_code", username=username)
    except (Invalid, Unavailable) as error:
        return _page(request, "log_in_code.html", 422, errors=complaints(error, LABELS), given=fields.shown())
    return RedirectResponse(f"/login/code?username={quote(username)}&done=code_sent", 303)


@router.get("/session", status_code=204)
async def session(_: KnownCaller) -> None:
    """A page that lies open asks now and then: renewed on the way like any page, sent to the log-in page when the
    session is over."""


@router.post("/logout")
async def log_out(request: Request) -> Response:
    """Ends here whatever identity says; the pages kept for reading offline are removed from the device."""
    caller = request.app.state.callers.known(request)
    if caller is not None:
        ask = await asker(request, caller)
        with contextlib.suppress(Unavailable, Unauthenticated):  # the token is short-lived
            await ask("identity", "sign_out")
    response = RedirectResponse("/login?done=signed_out", 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    forget(response, secure=request.app.state.settings.secure_cookies)
    return response


async def _log_in(request: Request, ask: Any, method: str, secret: str, template: str) -> Response:
    fields = await fields_of(request)
    username = fields.text("username")
    target = own_path(fields.text("next"))
    try:
        await spend_attempt(request, username)
        fields.demand("username", secret)
        wish = {"keep": fields.text("keep") == "1", "device": device_of(request.headers.get("user-agent", ""))}
        session = await ask("identity", method, username=username, **{secret: fields.text(secret)}, **wish)
    except AppError as error:
        if error.kind == "internal":
            raise
        status = 503 if isinstance(error, Unavailable) else 422
        errors = {"": WRONG[secret]} if isinstance(error, Unauthenticated) else complaints(error, LABELS)
        given = {"username": username, "keep": fields.text("keep")}
        if template == "log_in.html":
            return await log_in_page(request, status, errors=errors, given=given, next=target)
        return _page(request, template, status, errors=errors, given=given, next=target)
    response = RedirectResponse(target, 303)
    begin(response, session, secure=request.app.state.settings.secure_cookies)
    return response


async def log_in_page(request: Request, status: int = 200, **view: Any) -> Response:
    """With the ways that the province opened; where identity does not say, only those that are always there."""
    ways: dict[str, Any] = {}
    with contextlib.suppress(AppError):
        ways = await (await open_asker(request))("identity", "ways_to_sign_in", within=WAYS_SECONDS)
    return _page(request, "log_in.html", status, ways=ways, **view)


def own_path(path: str) -> str:
    return path if _OWN_PATH.fullmatch(path) else "/"


def _page(request: Request, template: str, status: int = 200, **view: Any) -> Response:
    return render(request, template, status=status, labels=LABELS, **({"next": "/"} | view))
