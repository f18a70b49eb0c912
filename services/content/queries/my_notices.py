"""The notices and directives that are meant for me, those with something still to be done first.

What was withdrawn is told to whom had opened it. `waiting`: how many of them the badge shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from services.content.rules.notices import LISTED_FOR, waits
from services.content.rules.permissions import is_meant
from services.content.store import notices, receipts
from services.content.store.notices import Notice
from services.content.store.receipts import NoticeReceipt
from shared.security import audiences_of, helpers_may
from shared.usecase import Context, Request


class MyNotices(Request):
    pass


class NoticeRow(msgspec.Struct, frozen=True, kw_only=True):
    """`standing`: unread, to_acknowledge, read, acknowledged; of a withdrawn one: withdrawn."""

    id: str
    kind: str
    issuer: str
    title: str
    sent_at: datetime
    corrected_at: datetime | None
    acknowledge: bool
    deadline: date | None
    standing: str
    waits: bool
    withdrawal_reason: str | None


class NoticeList(msgspec.Struct, frozen=True):
    waiting: int
    items: list[NoticeRow]


@helpers_may("see_notices")
def my_notices(_: MyNotices, ctx: Context) -> NoticeList:
    rows = notices_of(ctx)
    return NoticeList(sum(row.waits for row in rows), rows)


def notices_of(ctx: Context) -> list[NoticeRow]:
    """Those to acknowledge, the nearest deadline first; those to read; then the others, the last sent first."""
    actor = ctx.actor
    audiences = audiences_of(actor)
    meant = [
        notice
        for notice in notices.for_readers(audiences, ctx.now - LISTED_FOR)
        if is_meant(notice.audience, notice.roles, actor, audiences)
    ]
    mine = receipts.of_member_about(actor.member_id, [notice.id for notice in meant])
    shown = [notice for notice in meant if notice.state == "sent" or notice.id in mine]
    return sorted((_row(notice, mine, ctx.now) for notice in shown), key=_place)


def _place(row: NoticeRow) -> tuple[bool, bool, date]:
    """Python's sort is stable: among equals the last sent stays first."""
    deadline = row.deadline if row.waits and row.deadline else date.max
    return not row.waits, row.waits and not row.acknowledge, deadline


def _row(notice: Notice, mine: Mapping[str, NoticeReceipt], now: datetime) -> NoticeRow:
    asks, state = notice.acknowledge, receipts.standing_of(notice, mine.get(notice.id))
    gone = notice.state == "withdrawn"
    return NoticeRow(
        id=notice.id,
        kind=notice.kind,
        issuer=notice.issuer,
        title=notice.title,
        sent_at=notice.sent_at,
        corrected_at=notice.corrected_at,
        acknowledge=asks,
        deadline=notice.deadline,
        standing="withdrawn" if gone else state,
        waits=not gone and waits(state, asks=asks, sent_at=notice.told_at, now=now),
        withdrawal_reason=notice.withdrawal_reason,
    )
