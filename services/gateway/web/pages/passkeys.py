"""Khóa truy cập: the devices that open the handbook by fingerprint, face or their own lock.

The browser makes and uses a key in `static/passkeys.js`, which asks the JSON API for the options and sends what the
browser answers by the form of the page: what follows is a page again, like after every form.
"""

from __future__ import annotations

import contextlib

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.gateway.asking import AskOpenly
from services.gateway.sessions import begin, spend_attempt
from services.gateway.web.devices import device_of
from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.pages.log_in import log_in_page, own_path
from services.gateway.web.visit import Visit, Visitor, done
from shared.errors import NotFound, TooMany, Unauthenticated, Unavailable

router = APIRouter()
LABELS = {"name": "Tên gọi của máy này", "current": "Mật khẩu hiện tại"}
REFUSED = "Khóa truy cập này chưa đăng nhập được. Đồng chí thử lại, hoặc đăng nhập bằng cách khác."


@router.post("/login/passkey")
async def with_passkey(request: Request, ask: AskOpenly) -> Response:
    fields = await fields_of(request)
    target = own_path(fields.text("next"))
    try:
        await spend_attempt(request, None)
        session = await ask(
            "identity", "log_in_with_passkey", credential=fields.text("credential"), keep=fields.text("keep") == "1",
            device=device_of(request.headers.get("user-agent", "")),
        )  # fmt: skip
    except (*CORRECTABLE, Unauthenticated, Unavailable, TooMany) as error:
        told = REFUSED if isinstance(error, Unauthenticated) else error.message
        status = 503 if isinstance(error, Unavailable) else 422
        return await log_in_page(request, status, errors={"": told}, next=target)
    response = RedirectResponse(target, 303)
    begin(response, session, secure=request.app.state.settings.secure_cookies)
    return response


@router.get("/me/passkeys")
async def passkeys(request: Request, visit: Visitor) -> Response:
    name = device_of(request.headers.get("user-agent", ""))
    return await _page(visit, given={"name": name})


@router.post("/me/passkeys")
async def add(request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("name")
        await visit.ask("identity", "add_passkey", name=fields.text("name"), credential=fields.text("credential"))
    except CORRECTABLE as error:
        return await _page(visit, status=422, errors=complaints(error, LABELS), given={"name": fields.text("name")})
    return done("/me/passkeys", "passkey_added")


@router.post("/me/passkeys/{passkey_id}/remove")
async def remove(passkey_id: str, visit: Visitor) -> Response:
    with contextlib.suppress(NotFound):  # it is gone already, which is what was wanted
        await visit.ask("identity", "remove_passkey", passkey_id=passkey_id)
    return done("/me/passkeys", "passkey_removed")


async def _page(visit: Visit, **view: object) -> Response:
    found = await visit.ask("identity", "my_passkeys")
    return visit.page("passkeys.html", found=found, labels=LABELS, **view)
