"""The notices that concern whoever leads an organisation: sent to it, to one below it or to one above it."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from services.content.rules.permissions import SEE_RECEIPT_NUMBERS, SEND_NOTICES
from services.content.store import notices
from services.content.store.notices import Notice
from shared.security import Actor, allowed, audiences_of, paths_for
from shared.usecase import Context, Cursor, Request


class ListDeskNotices(Request):
    cursor: Cursor | None = None


class DeskNoticeRow(msgspec.Struct, frozen=True, kw_only=True):
    """`mine`: whether one may correct or withdraw it."""

    id: str
    kind: str
    issuer: str
    title: str
    audience: str
    roles: list[str]
    sent_at: datetime
    acknowledge: bool
    deadline: date | None
    state: str
    mine: bool


class DeskNoticeList(msgspec.Struct, frozen=True):
    items: list[DeskNoticeRow]
    next_cursor: str | None


def list_desk_notices(query: ListDeskNotices, ctx: Context) -> DeskNoticeList:
    leads = paths_for(ctx.actor, SEE_RECEIPT_NUMBERS)
    found = notices.at_the_desk(leads, audiences_of(ctx.actor) if leads else [], query.cursor)
    return DeskNoticeList([_row(notice, ctx.actor) for notice in found.rows], found.next_cursor)


def _row(notice: Notice, actor: Actor) -> DeskNoticeRow:
    return DeskNoticeRow(
        id=notice.id,
        kind=notice.kind,
        issuer=notice.issuer,
        title=notice.title,
        audience=notice.audience,
        roles=list(notice.roles),
        sent_at=notice.sent_at,
        acknowledge=notice.acknowledge,
        deadline=notice.deadline,
        state=notice.state,
        mine=allowed(actor, SEND_NOTICES, notice.from_path),
    )
