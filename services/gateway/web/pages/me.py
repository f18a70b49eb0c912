"""Cá nhân: my profile, how the handbook looks on this device, and the rest of the menu on a phone."""

from __future__ import annotations

import contextlib

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.gateway.record_access import record_access
from services.gateway.web.forms import fields_of
from services.gateway.web.views import EASY_COOKIE
from services.gateway.web.visit import Visitor, done
from shared.errors import NotFound

router = APIRouter()
A_YEAR = 31_536_000
ENTRANCES = frozenset({"/login", "/register", "/register/step"})


@router.get("/me")
async def me(visit: Visitor) -> Response:
    parts = await visit.parts(profile=visit.ask("identity", "my_profile"), devices=visit.ask("identity", "my_devices"))
    return visit.page("me.html", **parts)


@router.get("/me/access")
async def access(visit: Visitor) -> Response:
    return visit.page("me_access.html", access=await record_access(visit.ask))


@router.post("/me/devices/others/sign-out")
async def sign_out_elsewhere(visit: Visitor) -> Response:
    await visit.ask("identity", "sign_out_elsewhere")
    return done("/me", "devices_signed_out", at="devices")


@router.post("/me/devices/{session_id}/sign-out")
async def sign_out_of_device(session_id: str, visit: Visitor) -> Response:
    with contextlib.suppress(NotFound):  # it is signed out already, which is what was wanted
        await visit.ask("identity", "sign_out_of_device", session_id=session_id)
    return done("/me", "device_signed_out", at="devices")


@router.post("/me/display")
async def display(request: Request) -> Response:
    """Also for whoever is not in yet: the first page an old eye sees is not the one behind the log-in."""
    fields = await fields_of(request)
    back = fields.text("back")
    response = RedirectResponse(back, 303) if back in ENTRANCES else done("/me", "display_saved")
    response.set_cookie(
        EASY_COOKIE, "1" if fields.text("easy") == "1" else "0", max_age=A_YEAR, samesite="lax", httponly=True,
        secure=request.app.state.settings.secure_cookies,
    )  # fmt: skip
    return response
