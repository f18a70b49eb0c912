"""Cá nhân: my profile, how the handbook looks on this device, and the rest of the menu on a phone."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import fields_of
from services.gateway.web.views import EASY_COOKIE
from services.gateway.web.visit import Visitor, done

router = APIRouter()
A_YEAR = 31_536_000


@router.get("/me")
async def me(visit: Visitor) -> Response:
    parts = await visit.parts(profile=visit.ask("identity", "my_profile"))
    return visit.page("me.html", **parts)


@router.post("/me/display")
async def display(request: Request) -> Response:
    fields = await fields_of(request)
    response = done("/me", "display_saved")
    response.set_cookie(
        EASY_COOKIE, "1" if fields.text("easy") == "1" else "0", max_age=A_YEAR, samesite="lax", httponly=True,
        secure=request.app.state.settings.secure_cookies,
    )  # fmt: skip
    return response
