"""What is to be remembered in a month: for whoever prepares a meeting in it."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.content.queries.anniversary_views import DayList, day_view, in_order
from services.content.store import anniversaries
from shared.usecase import Context, Request


class AnniversariesOfMonth(Request):
    year: Annotated[int, msgspec.Meta(ge=1900, le=2999)]
    month: Annotated[int, msgspec.Meta(ge=1, le=12)]


def anniversaries_of_month(query: AnniversariesOfMonth, _ctx: Context) -> DayList:
    return in_order(
        [
            day_view(row, on)
            for row in anniversaries.observed()
            for on in row.yearly.in_year(query.year)
            if on.month == query.month
        ]
    )
