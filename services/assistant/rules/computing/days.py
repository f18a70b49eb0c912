"""Days in a question, and counting with them: whole years, months, days and working days.

Sources for counting: the day a period runs from is not counted, and where the last month has no such day the period
ends on the month's last day (Civil Code 2015, art. 147 and 148).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from services.assistant.rules.computing.lines import masked

_FULL = re.compile(
    r"(?<![0-9.,/-])(?:"
    r"(?P<d1>[0-9]{1,2}) ?(?P<mark>[/.-]) ?(?P<m1>[0-9]{1,2}) ?(?P=mark) ?(?P<y1>[0-9]{4})"
    r"|(?P<y2>[0-9]{4})(?P<iso>[/-])(?P<m2>[0-9]{1,2})(?P=iso)(?P<d2>[0-9]{1,2})"
    r"|(?P<d3>[0-9]{1,2}),? thang (?P<m3>[0-9]{1,2}),? nam (?P<y3>[0-9]{4})"
    r"|(?P<d4>[0-9]{1,2}) thang (?P<m4>[0-9]{1,2}) ?[/.,-] ?(?P<y4>[0-9]{4})"
    r")(?![0-9]|[.,/-][0-9])"
)
# Day without year, month with year, year alone, or a year of two digits: enough to know that a day was meant.
_PARTIAL = re.compile(
    r"(?<![0-9.,/-])(?:[0-9]{1,2} ?[/.-] ?[0-9]{1,2} ?[/.-] ?(?:[0-9]{2}){1,2}|(?:thang )?[0-9]{1,2} ?[/-] ?[0-9]{4}"
    r"|(?:ngay|mung|mong|hom) [0-9]{1,2}(?: ?[/-] ?[0-9]{1,2}| thang [0-9]{1,2})?|[0-9]{1,2} thang [0-9]{1,2}"
    r"|(?:thang [0-9]{1,2} )?nam [0-9]{4})(?![0-9]|[.,/-][0-9])"
)
_TODAY = re.compile(r"(?<![a-z])(?:ngay )?hom nay(?![a-z])")
WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")


@dataclass(frozen=True)
class Stated:
    """`day` is None for a day that no calendar has, such as 31/02/2020."""

    day: date | None
    written: str
    before: str
    after: str
    """What stands before and after it in the line, to tell what day it is."""


@dataclass(frozen=True)
class Days:
    full: list[Stated]
    partial: bool
    line: str
    """The line without them."""


def days_in(line: str, today: date) -> Days:
    found: list[Stated] = []
    for match in _FULL.finditer(line):
        day, month, year = (next(match[f"{part}{n}"] for n in "1234" if match[f"{part}{n}"]) for part in "dmy")
        found.append(
            Stated(_day(int(year), int(month), int(day)), match[0].strip(), line[: match.start()], line[match.end() :])
        )
    line = _FULL.sub(lambda match: masked(match[0], 0, len(match[0])), line)
    found += [Stated(today, "hôm nay", line[: match.start()], line[match.end() :]) for match in _TODAY.finditer(line)]
    partial = _PARTIAL.search(line) is not None
    line = _PARTIAL.sub(lambda match: masked(match[0], 0, len(match[0])), line)
    return Days(found, partial, line)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def after_months(start: date, months: int) -> date:
    """Raises ValueError past the year 9999."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def after_years(start: date, years: int) -> date:
    return after_months(start, years * 12)


def whole_years(start: date, end: date) -> int:
    """Full years between two days in order."""
    years = end.year - start.year
    return years - (after_years(start, years) > end)


def whole_months(start: date, end: date) -> int:
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (after_months(start, months) > end)


def after_working_days(start: date, count: int) -> date:
    """Monday to Friday. Public holidays differ every year, and are said instead of guessed."""
    weeks, left = divmod(count, 5)
    day = start
    while day.weekday() > 4:
        day -= timedelta(days=1)
    day += timedelta(weeks=weeks)
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


def written(day: date) -> str:
    return f"{day:%d/%m/%Y}" if day.year >= 1000 else f"{day.day:02}/{day.month:02}/{day.year:04}"


def spoken(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]}, ngày {written(day)}"
