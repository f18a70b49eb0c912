"""Where I am signed in: the devices by which somebody could come in as me."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.identity.rules.sessions import may_go_on
from services.identity.store import sessions
from services.identity.usecases.opening_session import check_open
from shared.usecase import Context, Request


class MyDevices(Request):
    pass


class DeviceView(msgspec.Struct, frozen=True):
    """`kept`: comes in again without a password, until `ends_at`."""

    session_id: str
    device: str
    started_at: datetime
    last_used_at: datetime
    ends_at: datetime
    kept: bool
    this_one: bool


class DeviceList(msgspec.Struct, frozen=True):
    items: list[DeviceView]


def my_devices(_: MyDevices, ctx: Context) -> DeviceList:
    here = check_open(ctx.actor.token_id).id
    views = [
        DeviceView(
            session_id=item.id,
            device=item.device or "",
            started_at=item.started_at,
            last_used_at=item.last_used_at,
            ends_at=item.ends_at,
            kept=item.resume_key is not None,
            this_one=item.id == here,
        )
        for item in sessions.of_member(ctx.actor.member_id)
    ]
    return DeviceList([view for view in views if _is_open(view, ctx.now)])


def _is_open(view: DeviceView, now: datetime) -> bool:
    return view.this_one or may_go_on(view.started_at, view.last_used_at, now, kept=view.kept)
