"""Who read or changed my record: the audit trail, shown to the one whom it is about (law L4)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import msgspec

from services.identity.store import members
from services.identity.usecases.opening_session import check_open
from shared.clock import local_date
from shared.security import audit
from shared.usecase import Context, Request

SHOWN_DAYS = 90
MOST_ENTRIES = 2_000


class MyRecordAccess(Request):
    pass


class AccessView(msgspec.Struct, frozen=True):
    """`reader`: None for the system, which imports the province's files. `times`: how often on that day."""

    on: date
    reader: str | None
    action: str
    times: int


class AccessList(msgspec.Struct, frozen=True):
    """`cut`: there were more than could be shown."""

    items: list[AccessView]
    days: int
    cut: bool


def my_record_access(_: MyRecordAccess, ctx: Context) -> AccessList:
    check_open(ctx.actor.token_id)
    since = ctx.now - timedelta(days=SHOWN_DAYS)
    entries = audit.entries_about(ctx.actor.member_id, since=since, limit=MOST_ENTRIES)
    names = {member.id: member.full_name for member in members.by_ids({entry.actor for entry in entries})}
    # Newest first, as they come: a Counter keeps the order in which it met its keys.
    counted = Counter((local_date(entry.at), entry.actor, entry.action) for entry in entries)
    items = [AccessView(on, names.get(actor), action, times) for (on, actor, action), times in counted.items()]
    return AccessList(items, SHOWN_DAYS, len(entries) == MOST_ENTRIES)
