"""What was published for the listener today, in the order of the day; where there is nothing yet, on the last day that
had something: the daily programme (F30, F50)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import msgspec

from services.content.store import books
from shared.clock import LOCAL, local_date
from shared.security import audiences_of, citizens_may, helpers_may
from shared.usecase import Context, Request

MOST = 40


class TodaysProgramme(Request):
    pass


class ProgrammeItem(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    summary: str
    organisation_path: str
    published_at: datetime


class ProgrammeView(msgspec.Struct, frozen=True):
    """`day`: of the items, in Viet Nam; None where nothing was ever published."""

    day: date | None
    items: list[ProgrammeItem]


@citizens_may
@helpers_may("read_news")
def todays_programme(_query: TodaysProgramme, ctx: Context) -> ProgrammeView:
    audiences = audiences_of(ctx.actor)
    last = books.last_published_at(audiences, ctx.now + timedelta(seconds=1))
    if last is None:
        return ProgrammeView(None, [])
    day = local_date(last)
    start = datetime.combine(day, time(), LOCAL).astimezone(UTC)
    found = books.published_between(audiences, start, start + timedelta(days=1), MOST)
    items = [
        ProgrammeItem(
            id=article.id,
            title=article.published.title,
            summary=article.published.summary or "",
            organisation_path=article.published.audience,
            published_at=article.published_at,
        )
        for article in found
    ]
    return ProgrammeView(day, items)
