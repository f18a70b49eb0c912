"""What committees ask of me and I have not done: notices to acknowledge or open, regulations to accept. For the first
page, in one question."""

from __future__ import annotations

import msgspec

from services.content.queries.my_notices import NoticeRow, notices_of
from services.content.queries.my_regulations import RegulationView, regulations_of
from shared.usecase import Context, Request


class MyDuties(Request):
    pass


class DutyList(msgspec.Struct, frozen=True):
    notices: list[NoticeRow]
    regulations: list[RegulationView]


def my_duties(_: MyDuties, ctx: Context) -> DutyList:
    return DutyList(
        [row for row in notices_of(ctx) if row.waits],
        [view for view in regulations_of(ctx, texts=False) if view.state != "accepted"],
    )
