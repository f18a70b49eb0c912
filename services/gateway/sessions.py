"""Logging in and out of the browser: identity's token in a cookie that no script can read.

Lax, so that a link in a message opens the handbook logged in, while another site's form is sent without it.
"""

from __future__ import annotations

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from services.gateway.callers import SESSION_COOKIE
from services.gateway.limits import LogInLimit
from shared import clock


async def spend_attempt(request: Request, username: str) -> None:
    limit: LogInLimit = request.app.state.log_in_limit
    address = request.client.host if request.client else "unknown"
    await limit.spend(username, address, clock.now())


def remember(response: Response, token: str, expires_at: str, *, secure: bool) -> None:
    seconds = (datetime.fromisoformat(expires_at) - clock.now()).total_seconds()
    response.set_cookie(
        SESSION_COOKIE, token, max_age=max(int(seconds), 0), httponly=True, samesite="lax", secure=secure
    )


def forget(response: Response, *, secure: bool) -> None:
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax", secure=secure)
