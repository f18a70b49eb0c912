"""The calendar as the administrator of the province keeps it."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from services.content.rules.permissions import authorise_categories
from services.content.store import anniversaries
from services.content.store.anniversaries import Anniversary
from shared import clock
from shared.usecase import Context, Request


class ListDeskAnniversaries(Request):
    pass


class DeskDay(msgspec.Struct, frozen=True, kw_only=True):
    """`next`: the next time it comes; None where no solar day was given for a lunar one."""

    id: str
    version: int
    name: str
    calendar: str
    day: int
    month: int
    days: list[date]
    since: int | None
    concerns: str
    suggestion: str
    retired: bool
    next: date | None
    changed_by: str
    changed_at: datetime


class DeskDays(msgspec.Struct, frozen=True):
    items: list[DeskDay]


def list_desk_anniversaries(_query: ListDeskAnniversaries, ctx: Context) -> DeskDays:
    """Raises NotPermitted."""
    authorise_categories(ctx.actor)
    today = clock.local_date(ctx.now)
    return DeskDays([_row(row, today) for row in anniversaries.everything()])


def _row(row: Anniversary, today: date) -> DeskDay:
    return DeskDay(
        id=row.id,
        version=row.version,
        name=row.name,
        calendar=row.calendar,
        day=row.day,
        month=row.month,
        days=list(row.days),
        since=row.since,
        concerns=row.concerns or "",
        suggestion=row.suggestion or "",
        retired=row.retired,
        next=row.yearly.next_from(today),
        changed_by=row.changed_by or "",
        changed_at=row.changed_at,
    )
