"""Holds back who asks for what is open to everybody faster than people and their apps do: by address, for all
processes.

Counted is what lies open without an account; who is logged in is not. A whole village committee stands behind one
address, and a podcast app asks for one recording in many pieces: the numbers are settings. Where the store that counts
is away everybody is served.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from pymongo.errors import PyMongoError
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from services.gateway.limits import PublicLimit, TooManyVisits
from services.gateway.problems import answer_to
from services.gateway.settings import Settings
from shared import clock
from shared.observability import log

AUDIO = ("/public/audio/",)
PAGES = ("/public", "/b/", "/api/v1/public")
CHECKS = ("/certificates", "/api/v1/certificates/check")
WITHIN_SECONDS = 0.5

Group = tuple[str, Callable[[Settings], int]]


class PublicVisits:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        group = _group(scope) if scope["type"] == "http" else None
        if group is not None:
            request = Request(scope)
            refused = await _refused(request, group)
            if refused is not None:
                answer = answer_to(request, refused)
                answer.headers["Retry-After"] = str(refused.seconds)
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _group(scope: Scope) -> Group | None:
    path: str = scope["path"]
    if path.startswith(AUDIO):
        return "audio", lambda settings: settings.public_audio_per_minute
    if path.startswith(PAGES):
        return "pages", lambda settings: settings.public_pages_per_minute
    if path in CHECKS and scope["method"] == "POST":
        return "checks", lambda settings: settings.certificate_checks_per_minute
    return None


async def _refused(request: Request, group: Group) -> TooManyVisits | None:
    state, (name, most_of) = request.app.state, group
    most = most_of(state.settings)
    if not most or state.callers.known(request) is not None:
        return None
    limit: PublicLimit = state.public_limit
    try:
        async with asyncio.timeout(WITHIN_SECONDS):
            await limit.spend(name, request.client.host if request.client else "unknown", most, clock.now())
    except TooManyVisits as refused:
        return refused
    except (PyMongoError, TimeoutError) as error:
        limit.leave_off()
        log.warning("public_visits_not_counted", error=type(error).__name__)
    return None
