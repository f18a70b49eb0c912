"""What is to be remembered in the next thirty days, today included."""

from __future__ import annotations

from services.content.queries.anniversary_views import DayList, day_view, in_order
from services.content.rules.anniversaries import SOON
from services.content.store import anniversaries
from shared import clock
from shared.usecase import Context, Request


class ComingAnniversaries(Request):
    pass


def coming_anniversaries(_query: ComingAnniversaries, ctx: Context) -> DayList:
    today = clock.local_date(ctx.now)
    found = [(row, row.yearly.next_from(today)) for row in anniversaries.observed()]
    return in_order([day_view(row, on) for row, on in found if on is not None and on <= today + SOON])
