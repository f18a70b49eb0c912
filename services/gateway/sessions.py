"""Logging in and out of the browser: identity's token in a cookie that no script can read, and on a member's own device
a second one with the secret that brings the next token.

Lax, so that a link in a message opens the handbook logged in, while another site's form is sent without them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from services.gateway.callers import SESSION_COOKIE
from services.gateway.limits import LogInLimit
from shared import clock

DEVICE_COOKIE = "sotay_may"


async def spend_attempt(request: Request, username: str | None) -> None:
    """`username`: None where somebody comes in without one."""
    limit: LogInLimit = request.app.state.log_in_limit
    address = request.client.host if request.client else "unknown"
    await limit.spend(username, address, clock.now())


def begin(response: Response, signed_in: dict[str, Any], *, secure: bool) -> None:
    """`signed_in`: identity's answer to a log-in. The secret of whoever used the machine before goes in any case: it
    would let him in again where this member's token ends."""
    remember(response, signed_in, secure=secure)
    if signed_in.get("resume_secret"):
        _set(response, DEVICE_COOKIE, signed_in["resume_secret"], signed_in["resume_until"], secure=secure)
    else:
        _take_away(response, DEVICE_COOKIE, secure=secure)


def remember(response: Response, signed_in: dict[str, Any], *, secure: bool) -> None:
    """Also after a renewal or a resumption."""
    _set(response, SESSION_COOKIE, signed_in["token"], signed_in["expires_at"], secure=secure)


def forget(response: Response, *, secure: bool) -> None:
    for name in (SESSION_COOKIE, DEVICE_COOKIE):
        _take_away(response, name, secure=secure)


def _set(response: Response, name: str, value: str, until: str, *, secure: bool) -> None:
    seconds = (datetime.fromisoformat(until) - clock.now()).total_seconds()
    response.set_cookie(name, value, max_age=max(int(seconds), 0), httponly=True, samesite="lax", secure=secure)


def _take_away(response: Response, name: str, *, secure: bool) -> None:
    response.delete_cookie(name, httponly=True, samesite="lax", secure=secure)
