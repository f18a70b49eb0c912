"""Dates as files and forms of Party offices write them, and what they must fulfil together."""

from __future__ import annotations

import re
from datetime import date, datetime

from services.identity.rules.errors import FieldProblem
from services.identity.rules.names import tidy

ADMISSION_AGE = 18
EARLIEST_YEAR = 1900

_DAY_FIRST = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$")
_YEAR_FIRST = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?$")


def parse_date(value: str | date | datetime) -> date:
    """dd/mm/yyyy as people write it, yyyy-mm-dd as programs do, or the date a spreadsheet cell already is."""
    if isinstance(value, datetime):
        return _sensible(value.date())
    if isinstance(value, date):
        return _sensible(value)
    text = tidy(value)
    if match := _DAY_FIRST.match(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := _YEAR_FIRST.match(text):
        year, month, day = (int(part) for part in match.groups())
    else:
        raise FieldProblem(f"Ngày “{text[:30]}” chưa đúng dạng ngày/tháng/năm, ví dụ 03/02/1980.")
    try:
        return _sensible(date(year, month, day))
    except ValueError:
        raise FieldProblem(f"Ngày “{text}” không có trong lịch.") from None


def write_date(value: date) -> str:
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def months_between(earlier: date, later: date) -> int:
    """Whole calendar months, the way the age of admission is counted (by month, not by day)."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def check_order(born: date, admitted: date | None, official: date | None, today: date) -> None:
    """What no record can contradict. Old files hold real exceptions to the age, so that is only a remark."""
    if born > today:
        raise FieldProblem("Ngày sinh nằm trong tương lai.")
    if admitted is not None and admitted > today:
        raise FieldProblem("Ngày vào Đảng nằm trong tương lai.")
    if admitted is not None and admitted <= born:
        raise FieldProblem("Ngày vào Đảng sớm hơn ngày sinh.")
    if official is not None and admitted is None:
        raise FieldProblem("Có ngày chính thức nhưng thiếu ngày vào Đảng.")
    if official is not None and admitted is not None and official < admitted:
        raise FieldProblem("Ngày chính thức sớm hơn ngày vào Đảng.")
    if official is not None and official > today:
        raise FieldProblem("Ngày chính thức nằm trong tương lai.")


def admitted_too_young(born: date, admitted: date) -> bool:
    return months_between(born, admitted) < ADMISSION_AGE * 12


def _sensible(value: date) -> date:
    if value.year < EARLIEST_YEAR:
        raise FieldProblem(f"Năm {value.year} sớm hơn {EARLIEST_YEAR}.")
    return value
