"""A day of the calendar as pages show it."""

from __future__ import annotations

from datetime import date

import msgspec

from services.content.rules.anniversaries import years_since
from services.content.store.anniversaries import Anniversary


class DayView(msgspec.Struct, frozen=True, kw_only=True):
    """`on`: this time. `years`: since it began, where that is counted. `day`, `month`: of its own `calendar`."""

    id: str
    name: str
    on: date
    years: int | None
    calendar: str
    day: int
    month: int
    concerns: str
    suggestion: str


class DayList(msgspec.Struct, frozen=True):
    items: list[DayView]


def day_view(row: Anniversary, on: date) -> DayView:
    return DayView(
        id=row.id,
        name=row.name,
        on=on,
        years=years_since(row.since, on),
        calendar=row.calendar,
        day=row.day,
        month=row.month,
        concerns=row.concerns or "",
        suggestion=row.suggestion or "",
    )


def in_order(days: list[DayView]) -> DayList:
    return DayList(sorted(days, key=lambda each: (each.on, each.name)))
