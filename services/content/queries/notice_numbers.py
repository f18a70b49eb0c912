"""How many of those meant have opened and acknowledged a notice: of the organisations under one, in numbers only.

Counted are those who are waited for (store/roster.py), as they belong now; of a notice for those who hold a role, each
once in every organisation where it is held.
"""

from __future__ import annotations

from datetime import date

import msgspec

from services.content.rules.notice_errors import NoticeNotFound
from services.content.rules.permissions import SEE_RECEIPT_NUMBERS, topmost_led
from services.content.rules.study_numbers import Tally, grouped, tallies
from services.content.store import notices, receipts, roster
from services.content.store.notices import Notice
from shared.clock import local_date
from shared.security import authorise, covers
from shared.usecase import Context, Id, Path, Request

State = tuple[str, str, int]
"""(organisation, state, members)"""


class NoticeNumbers(Request):
    """`under`: the organisation to look at; without it, the topmost that one may see."""

    notice_id: Id
    under: Path | None = None


class ReceiptRow(msgspec.Struct, frozen=True, kw_only=True):
    """`read`: opened and not acknowledged; where nothing is asked, opened. `through_helper`: so many of `acknowledged`
    by a helper who read it aloud."""

    path: str
    meant: int
    acknowledged: int
    through_helper: int
    read: int
    not_yet: int


class NoticeNumbersView(msgspec.Struct, frozen=True, kw_only=True):
    notice_id: str
    title: str
    acknowledge: bool
    audience: str
    under: str
    total: ReceiptRow
    rows: list[ReceiptRow]


def notice_numbers(query: NoticeNumbers, ctx: Context) -> NoticeNumbersView:
    """Raises NoticeNotFound, NotPermitted."""
    notice = notices.get(query.notice_id)
    under = query.under or topmost_led(ctx.actor, SEE_RECEIPT_NUMBERS, notice.audience)
    if under is None or not covers(notice.audience, under):
        raise NoticeNotFound
    authorise(ctx.actor, SEE_RECEIPT_NUMBERS, under)
    found, helped = _of_role_holders(notice, under, local_date(ctx.now)) if notice.roles else _of_members(notice, under)
    through = {path: tally.done for path, tally in grouped(tallies({}, helped), under).items()}
    return NoticeNumbersView(
        notice_id=notice.id,
        title=notice.title,
        acknowledge=notice.acknowledge,
        audience=notice.audience,
        under=under,
        total=_row(under, sum(found.values(), Tally()), sum(through.values())),
        rows=[_row(path, tally, through.get(path, 0)) for path, tally in grouped(found, under).items()],
    )


_STATES = {"acknowledged": "done", "to_acknowledge": "under_way", "read": "under_way"}


def _of_members(notice: Notice, under: str) -> tuple[dict[str, Tally], list[State]]:
    rows = receipts.counted_below(notice.id, notice.edition, under)
    asked = notice.acknowledge
    states = [(cell, "done" if asked and done else "under_way", number) for cell, done, _, number in rows]
    helped = [(cell, "done", number) for cell, done, through, number in rows if asked and done and through]
    return tallies(roster.counted_below(under), states), helped


def _of_role_holders(notice: Notice, under: str, today: date) -> tuple[dict[str, Tally], list[State]]:
    """No helper acknowledges what is for those who hold a role: the helper's token is an ordinary member's."""
    holders = roster.holders_below(under, notice.roles, today)
    found = receipts.of_members(notice.id, sorted({member_id for _, member_id in holders}))
    members: dict[str, int] = {}
    for path, _ in holders:
        members[path] = members.get(path, 0) + 1
    begun = [
        (path, _STATES[state], 1)
        for path, member_id in holders
        if (state := receipts.standing_of(notice, found.get(member_id))) in _STATES
    ]
    return tallies(members, begun), []


def _row(path: str, tally: Tally, through_helper: int) -> ReceiptRow:
    return ReceiptRow(
        path=path, meant=tally.members, acknowledged=tally.done, through_helper=through_helper, read=tally.under_way,
        not_yet=tally.not_begun,
    )  # fmt: skip
