"""Who read or changed my record: identity's own trail, shown to the one whom it is about (law L4)."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from services.identity.store import members
from services.identity.usecases.opening_session import check_open
from shared.security import audit
from shared.usecase import Context, Request


class MyRecordAccess(Request):
    pass


class AccessView(msgspec.Struct, frozen=True):
    """`reader`: None for the system, which imports the province's files. `times`: how often on that day, `at`: the last
    time."""

    on: date
    reader: str | None
    action: str
    times: int
    at: datetime
    system: bool


class AccessList(msgspec.Struct, frozen=True):
    """`cut`: there were more than could be shown."""

    items: list[AccessView]
    days: int
    cut: bool


def my_record_access(_: MyRecordAccess, ctx: Context) -> AccessList:
    check_open(ctx.actor.token_id)
    trail = audit.own_trail(ctx.actor.member_id, ctx.now)
    readers = members.by_ids({item.reader_id for item in trail.items if item.reader_id})
    names = {member.id: member.full_name for member in readers}
    items = [
        AccessView(
            item.on, names.get(item.reader_id or ""), item.action, item.times, item.at, system=item.reader_id is None
        )
        for item in trail.items
    ]
    return AccessList(items, trail.days, trail.cut)
