"""One person looking at one page: who it is, how to ask the services, and how the page is drawn.

A part of a page whose service is away or broken is shown as such; the rest of the page stands.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from services.gateway.asking import Ask, Asker, KnownCaller
from services.gateway.callers import OFFICES, Caller
from services.gateway.web.navigation import may_open
from services.gateway.web.views import render
from shared.errors import AppError, Forbidden
from shared.observability import log
from shared.security import is_citizen

PROFILE_SECONDS = 300
PROFILES_KEPT = 10_000
NOT_THIS_PART = "Đồng chí không có quyền mở trang này của bàn làm việc: trang dành cho vai trò khác."
MEMBERS_ONLY = "Trang này chỉ dành cho đảng viên. Ông bà xem tin ở trang Tin công khai."


@dataclass(frozen=True)
class Part:
    """A piece of a page: what a service answered, or that it is away."""

    value: Any
    away: bool = False

    def get(self, name: str, default: Any = None) -> Any:
        return self.value.get(name, default) if isinstance(self.value, dict) else default

    def __getattr__(self, name: str) -> Any:
        """A template that forgets `get` would show nothing for ever, and nobody would see that it does."""
        if name.startswith("__"):
            raise AttributeError(name)
        raise TypeError(f"of a part of a page, {name} is asked for with get()")


class Profiles:
    """Name and roles for the page's header, by token, in memory only and for minutes: the gateway stores no names."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, dict[str, Any]]] = {}

    async def of(self, caller: Caller, ask: Asker) -> dict[str, Any] | None:
        kept = self._known.get(caller.actor.token_id)
        if kept and kept[0] > time.monotonic():
            return kept[1]
        try:
            profile: dict[str, Any] = await ask("identity", "my_profile")
        except AppError as error:
            if not passing(error):
                raise
            return kept[1] if kept else None
        if len(self._known) >= PROFILES_KEPT:
            self._known.pop(next(iter(self._known)))
        self._known[caller.actor.token_id] = (time.monotonic() + PROFILE_SECONDS, profile)
        return profile


class Visit:
    def __init__(self, request: Request, caller: Caller, ask: Asker, me: dict[str, Any] | None) -> None:
        self.request = request
        self.caller = caller
        self.ask = ask
        self.me = me

    @property
    def offices(self) -> list[dict[str, Any]]:
        """The organisations over which the person holds an officer's role: [{role, path, organisation_name}]."""
        known = [role for role in (self.me or {}).get("roles", []) if role["role"] in OFFICES]
        if known:
            return known
        return [
            {"role": grant.role, "path": grant.path, "organisation_name": ""}
            for grant in self.caller.actor.grants
            if grant.role in OFFICES
        ]

    def page(self, template: str, /, *, status: Any = 200, **view: Any) -> Response:
        return render(
            self.request, template, status=status, caller=self.caller, me=self.me, offices=self.offices, **view
        )

    async def parts(self, **asked: Awaitable[Any]) -> dict[str, Part]:
        """Ask several services at once. What is the person's own affair (no permission, not found) is raised."""
        values = await asyncio.gather(*(_part(answer) for answer in asked.values()))
        return dict(zip(asked, values, strict=True))


async def _part(answer: Awaitable[Any]) -> Part:
    try:
        return Part(await answer)
    except AppError as error:
        if not passing(error):
            raise
        return Part({}, away=True)


def passing(error: AppError) -> bool:
    """The service is away or broken; either way the rest of the page is of use."""
    if error.kind == "internal":
        log.error("part_failed", error_code=error.code)
    return error.kind in {"unavailable", "internal"}


async def visit(request: Request, caller: KnownCaller, ask: Ask) -> Visit:
    if is_citizen(caller.actor):
        raise Forbidden(code="gateway.members_only", message=MEMBERS_ONLY)
    return Visit(request, caller, ask, await request.app.state.profiles.of(caller, ask))


async def desk_visit(visit: Annotated[Visit, Depends(visit)]) -> Visit:
    if not visit.caller.has_desk:
        raise Forbidden(code="gateway.no_desk", message="Bàn làm việc chỉ dành cho bí thư chi bộ và cán bộ cấp ủy.")
    if not may_open(visit.request.url.path, visit.caller.roles):
        raise Forbidden(code="gateway.not_this_part_of_the_desk", message=NOT_THIS_PART)
    return visit


Visitor = Annotated[Visit, Depends(visit)]
DeskVisitor = Annotated[Visit, Depends(desk_visit)]


def done(path: str, key: str, *, at: str = "") -> Response:
    """After a form: to a page that can be reloaded, with a sentence about what was done; `at` is a place on it."""
    return RedirectResponse(f"{path}{'&' if '?' in path else '?'}done={key}" + (f"#{at}" if at else ""), 303)
