"""Days that come again every year (F31): by the solar calendar, or by the lunar one with the solar day given for each
year. Does not reckon the lunar calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from services.content.rules.category_errors import NoSuchDay

SOON = timedelta(days=30)
# A leap year, so that the 29th of February is a day.
_ANY_YEAR = 2024
_LONGEST_LUNAR_MONTH = 30


@dataclass(frozen=True)
class YearlyDay:
    """`days`: of a lunar one, the solar days that were given."""

    calendar: str
    day: int
    month: int
    days: Sequence[date] = ()

    def in_year(self, year: int) -> list[date]:
        """None in a year that has no such day, or for which none was given; a lunar one may come twice."""
        if self.calendar == "lunar":
            return sorted(each for each in self.days if each.year == year)
        found = _day(year, self.month, self.day)
        return [found] if found else []

    def next_from(self, today: date) -> date | None:
        found = [*self.in_year(today.year), *self.in_year(today.year + 1)]
        return next((each for each in found if each >= today), None)


def check_day(calendar: str, day: int, month: int) -> None:
    """Raises NoSuchDay."""
    if calendar == "lunar":
        is_day = 1 <= month <= 12 and 1 <= day <= _LONGEST_LUNAR_MONTH
    else:
        is_day = _day(_ANY_YEAR, month, day) is not None
    if not is_day:
        raise NoSuchDay(details={"day": NoSuchDay.message})


def years_since(since: int | None, on: date) -> int | None:
    return on.year - since if since and on.year > since else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
