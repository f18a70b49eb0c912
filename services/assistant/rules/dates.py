"""The day that a question is about: "trước ngày 1/7/2025", "tháng 3 năm 2024", "theo quy định cũ năm 2021".

A day that only tells of a person or a document ("kết nạp năm 1990", "Quy định số 24 năm 2021") is none: the words
before it that say so are data. A past year or month means its last day, one that holds today means today, a coming one
its first day; what holds "since" a past day is what holds today.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shared.vietnamese.folding import without_diacritics

_EARLIEST, _LATEST = 1930, 2099
_WHEN = re.compile(
    r"(?<!\w)(?:(?P<how>truoc|sau|tu|ke tu|tinh den|den|het|cuoi|dau) )?(?:thoi diem )?"
    r"(?:(?:ngay |hom )?(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})"
    r"|ngay (?P<d2>\d{1,2}) thang (?P<m2>\d{1,2})(?:,? nam |/)(?P<y2>\d{4})"
    r"|thang (?P<m3>\d{1,2})(?:,? nam |[/-])(?P<y3>\d{4})"
    r"|nam (?P<y4>\d{4})"
    r"|(?P<last>nam ngoai|nam truoc))(?![\w/])"
)
# A longer run of digits is none, and would be tried from each of them.
LONGEST_NUMBER = 80
_NUMBER_OF_DOCUMENT = re.compile(r"(?:so \d+\S*|\d+\S*[-/][a-z]\S*)\W*$")


@dataclass(frozen=True)
class When:
    """`year` as it was typed, "" for "năm ngoái"; `rest`: the question without the words that named the day."""

    day: date
    year: str
    rest: str


def when(question: str, today: date, dates_of_facts: Sequence[str]) -> When | None:
    """The first day that the question names; None where it names none, or none that exists."""
    text = without_diacritics(question)
    for found in _WHEN.finditer(text):
        before = text[: found.start()].rstrip()
        if _tells_of_a_fact(before, dates_of_facts):
            continue
        if (period := _period(found, today)) is None:
            continue
        rest = f"{text[: found.start()]} {text[found.end() :]}"
        return When(_day_of(found["how"] or "", *period, today), _year(found), rest)
    return None


def _tells_of_a_fact(before: str, facts: Sequence[str]) -> bool:
    return bool(_NUMBER_OF_DOCUMENT.search(before[-LONGEST_NUMBER:])) or bool(
        facts and re.search(rf"(?<!\w)(?:{'|'.join(facts)})(?: (?:vao|tu|hoi|trong|ngay))*$", before)
    )


def _period(found: re.Match[str], today: date) -> tuple[date, date] | None:
    if found["last"]:
        return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    year = int(_year(found))
    month = int(found["m"] or found["m2"] or found["m3"] or 0)
    day = int(found["d"] or found["d2"] or 0)
    if not _EARLIEST <= year <= _LATEST or month > 12 or (found["y4"] is None and not month):
        return None
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    last = monthrange(year, month)[1]
    if day > last or (not day and (found["d"] or found["d2"])):
        return None
    return date(year, month, day or 1), date(year, month, day or last)


def _year(found: re.Match[str]) -> str:
    return found["y"] or found["y2"] or found["y3"] or found["y4"] or ""


def _day_of(how: str, first: date, last: date, today: date) -> date:
    if how == "truoc":
        return first - timedelta(days=1)
    if how in {"sau", "tu", "ke tu"}:
        begins = last + timedelta(days=1) if how == "sau" else first
        return max(begins, today)
    if how == "dau":
        return first
    if how in {"den", "tinh den", "het", "cuoi"} or last < today:
        return last
    return max(today, first)
