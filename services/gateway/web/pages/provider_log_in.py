"""Log-in through the province's provider (VNeID): a page that says what happens, away, and back.

The way leads over a link and not over the form itself: our policy lets no form lead to another site. What the browser
must show when it is back lies in a cookie of ten minutes.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.gateway.asking import Asker, AskOpenly
from services.gateway.sessions import begin, spend_attempt
from services.gateway.web.devices import device_of
from services.gateway.web.forms import CORRECTABLE, fields_of
from services.gateway.web.pages.log_in import log_in_page, own_path
from services.gateway.web.views import render
from shared.errors import AppError, Conflict, Forbidden, Invalid, TooMany, Unauthenticated, Unavailable

router = APIRouter(prefix="/login/provider")
COOKIE = "sotay_di_xac_thuc"
MINUTES = 10
REFUSED = "Lần đăng nhập này không còn hiệu lực. Đồng chí vui lòng bấm đăng nhập lại từ đầu."
STOPPED = "Đồng chí đã dừng việc đăng nhập ở hệ thống xác thực. Đồng chí có thể làm lại hoặc chọn cách khác."


@router.post("")
async def go(request: Request, ask: AskOpenly) -> Response:
    target = own_path((await fields_of(request)).text("next"))
    try:
        await spend_attempt(request, None)
        begun = await ask("identity", "begin_provider_log_in")
    except (Unavailable, TooMany, Conflict) as error:
        return await log_in_page(request, _status(error), errors={"": error.message}, next=target)
    response = render(request, "log_in_provider.html", begun=begun)
    response.set_cookie(
        COOKIE, f"{begun['browser_secret']}~{target}", max_age=MINUTES * 60, path=router.prefix, httponly=True,
        samesite="lax", secure=request.app.state.settings.secure_cookies,
    )  # fmt: skip
    return response


@router.get("/return")
async def come_back(request: Request, ask: AskOpenly) -> Response:
    secret, _, wanted = request.cookies.get(COOKIE, "").partition("~")
    target = own_path(wanted)
    try:
        session = await _log_in(request, ask, secret)
    except (*CORRECTABLE, Unauthenticated, Forbidden, Unavailable, TooMany) as refused:
        response = await log_in_page(request, _status(refused), errors={"": _told(refused)}, next=target)
    else:
        response = RedirectResponse(target, 303)
        begin(response, session, secure=request.app.state.settings.secure_cookies)
    response.delete_cookie(COOKIE, path=router.prefix)
    return response


async def _log_in(request: Request, ask: Asker, secret: str) -> dict[str, Any]:
    told = request.query_params
    if "error" in told:
        raise Invalid(STOPPED)
    await spend_attempt(request, None)
    return await ask(
        "identity", "log_in_with_provider", state=told.get("state") or "-", code=told.get("code") or "-",
        browser_secret=secret or "-", issuer=told.get("iss") or None,
        device=device_of(request.headers.get("user-agent", "")),
    )  # fmt: skip


def _status(error: AppError) -> int:
    return 503 if isinstance(error, Unavailable) else 403 if isinstance(error, Forbidden) else 422


def _told(error: AppError) -> str:
    return REFUSED if isinstance(error, Unauthenticated) else error.message
