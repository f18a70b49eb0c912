"""Who of a cell has acknowledged a notice, opened it, or not yet: for the cell's own secretary, who goes and tells.
Audited. Nobody above reads names."""

from __future__ import annotations

import msgspec

from services.content.rules.notice_errors import NoticeNotFound, NoticeWasWithdrawn
from services.content.rules.permissions import SEE_RECEIPT_NAMES
from services.content.store import notices, receipts, roster
from services.content.store.notices import Notice
from services.content.store.receipts import NoticeReceipt
from shared.clock import local_date
from shared.security import audit, authorise, covers
from shared.usecase import Context, Id, Path, Request


class NoticePeople(Request):
    notice_id: Id
    cell_path: Path


class Reader(msgspec.Struct, frozen=True):
    """`standing`: unread, read, to_acknowledge, acknowledged; `through_helper`: by a helper who read it aloud."""

    member_id: str
    standing: str
    through_helper: bool


class NoticePeopleList(msgspec.Struct, frozen=True, kw_only=True):
    """By id, not by how anybody stands. Names are identity's to tell."""

    notice_id: str
    title: str
    cell_path: str
    items: list[Reader]


def notice_people(query: NoticePeople, ctx: Context) -> NoticePeopleList:
    """Raises NoticeNotFound, NotPermitted, NoticeWasWithdrawn: nobody is waited for any more."""
    authorise(ctx.actor, SEE_RECEIPT_NAMES, query.cell_path)
    notice = notices.get(query.notice_id)
    if not covers(notice.audience, query.cell_path):
        raise NoticeNotFound
    if notice.state == "withdrawn":
        raise NoticeWasWithdrawn
    members = roster.counted_of_cell(query.cell_path)
    if notice.roles:
        holders = roster.holders_below(query.cell_path, notice.roles, local_date(ctx.now))
        members = sorted({member_id for path, member_id in holders if path == query.cell_path})
    found = receipts.of_members(notice.id, members)
    audit.record_reading(
        "content.notice_people_read", members, actor=ctx.actor, subject=notice.id, path=query.cell_path, at=ctx.now
    )
    return NoticePeopleList(
        notice_id=notice.id,
        title=notice.title,
        cell_path=query.cell_path,
        items=[_reader(notice, member_id, found.get(member_id)) for member_id in members],
    )


def _reader(notice: Notice, member_id: str, receipt: NoticeReceipt | None) -> Reader:
    return Reader(member_id, receipts.standing_of(notice, receipt), receipts.is_through_helper(notice, receipt))
