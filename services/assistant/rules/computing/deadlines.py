"""The last day of a period: N days, working days, weeks, months or years from a stated day, or as a known rule sets it.

The day a period runs from is not counted. A rule is applied only when its subject is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from services.assistant.rules.computing.computed import Computed, Source, asking, impossible, result
from services.assistant.rules.computing.days import (
    Days,
    after_months,
    after_working_days,
    days_in,
    spoken,
    written,
)
from services.assistant.rules.computing.lines import has_numbers, masked, says
from services.assistant.rules.computing.probation import HOLIDAYS
from services.assistant.rules.computing.rulebook import Deadline, Rulebook

_ASKED = (
    r"ngay nao|ngay may|bao gio|khi nao|luc nao|thang nao|(?:han|cham nhat) (?:la |den )?(?:ngay|bao gio|khi)|het han"
)
_NEVER = r"bao nhieu ngay|may ngay|con (?:lai )?(?:bao nhieu|may)|nghi le|ngay le|tet|am lich|dang phi|bao nhieu"
# Other ways of counting than ours, and periods that are not exactly the stated one.
_COUNTED_OTHERWISE = (
    r"(?:khong|ca|bao gom|ke ca|tru) (?:ke|tinh|ngay|thu|chu nhat|cuoi)|tinh ca|bao gom|ke ca|dau tien|hon|gan|khoang"
)
PERIOD = re.compile(
    r"(?<![0-9.,/-])(?P<count>[0-9]{1,4}) ?(?P<unit>ngay lam viec|ngay|tuan|thang|nam)(?![a-z])(?! tuoi)"
)
BACKWARDS = r"truoc (?:ngay|khi|buoi|cuoc|hom)|truoc do"
_FORWARDS = r"sau|ke tu|tu|tinh tu|trong|cham nhat|nhan duoc|nhan"
LONGEST_DAYS = 3660
_SPOKEN = {"ngay lam viec": "ngày làm việc", "ngay": "ngày", "tuan": "tuần", "thang": "tháng", "nam": "năm"}
_UNITS = {"working_days": "ngay lam viec", "days": "ngay", "months": "thang"}
_ADD: dict[str, Callable[[date, int], date]] = {
    "ngay lam viec": after_working_days,
    "ngay": lambda start, count: start + timedelta(days=count),
    "tuan": lambda start, count: start + timedelta(weeks=count),
    "thang": after_months,
    "nam": lambda start, count: after_months(start, count * 12),
}
_LIMIT = {"ngay lam viec": LONGEST_DAYS, "ngay": LONGEST_DAYS, "tuan": 520, "thang": 1200, "nam": 100}


def deadline(line: str, today: date, book: Rulebook) -> Computed | None:
    if not says(line, _ASKED) or says(line, _NEVER) or says(line, _COUNTED_OTHERWISE):
        return None
    days = days_in(line, today)
    known = _known(line, today, book)
    periods = list(PERIOD.finditer(days.line))
    if not days.full and not (days.partial and (known or periods)):
        return None
    backwards, forwards = says(line, BACKWARDS), says(line, _FORWARDS)
    if not known and not (periods and (backwards or forwards)):
        return None
    if len(days.full) != 1 or days.partial:
        begins = known.begins if known else "ngày bắt đầu tính thời hạn"
        return asking("deadline", "start_date", f"Đồng chí cho biết đủ ngày, tháng, năm của {begins}.")
    rest = PERIOD.sub(lambda found: masked(found[0], 0, len(found[0])), days.line)
    if len(periods) > 1 or has_numbers(rest) or says(rest, "ngay lam viec"):
        return asking(
            "deadline", "days", "Đồng chí cho biết một thời hạn (bao nhiêu ngày, ngày làm việc hay tháng) và một ngày."
        )
    return _of(line, days, periods, known)


def _of(line: str, days: Days, periods: list[re.Match[str]], known: Deadline | None) -> Computed | None:
    start = days.full[0]
    if start.day is None:
        return impossible(
            "deadline", "impossible_date", f"Không có ngày {start.written} trong lịch. Đồng chí kiểm tra lại."
        )
    if periods:
        count, unit, source = int(periods[0]["count"]), periods[0]["unit"], None
        if known and (count, unit) == (known.count, _UNITS[known.unit]):
            source = known.source
    elif known:
        count, unit, source = known.count, _UNITS[known.unit], known.source
    if not 0 < count <= _LIMIT[unit] or not 1900 <= start.day.year <= 2200:
        return impossible(
            "deadline",
            "impossible_count",
            f"Thời hạn {count} {_SPOKEN[unit]} từ ngày {written(start.day)} không hợp lý. Đồng chí kiểm tra lại.",
        )
    if periods and says(line, BACKWARDS):
        if says(line, "sau|ke tu|tinh tu"):
            return None
        return _before(start.day, count, unit)
    return _after(start.day, count, unit, known, source)


def _after(start: date, count: int, unit: str, known: Deadline | None, source: Source | None) -> Computed | None:
    due = _ADD[unit](start, count)
    if source and not source.holds_on(due if unit == "thang" else start):
        return None  # it began under a rule that the book does not know
    supposed = [f"Ngày {written(start)} không tính vào thời hạn."]
    if unit == "ngay lam viec":
        supposed.append(HOLIDAYS)
    if unit in ("thang", "nam") and due.day != start.day:
        supposed.append("Tháng không có ngày tương ứng thì tính đến ngày cuối tháng.")
    if source is None:
        supposed.append(f"Thời hạn {count} {_SPOKEN[unit]} lấy theo câu hỏi của đồng chí.")
    subject = f" ({known.name})" if known and source else ""
    began = f"{known.begins}: {written(start)}" if known and source else f"ngày bắt đầu: {written(start)}"
    return result(
        "deadline",
        f"Thời hạn{subject} kết thúc vào {spoken(due)}.",
        steps=[f"{written(start)} + {count} {_SPOKEN[unit]} = {written(due)}"],
        inputs=[began, f"thời hạn {count} {_SPOKEN[unit]}"],
        assumed=supposed,
        source=source,
        rule=known.id if known and source else None,
    )


def _before(start: date, count: int, unit: str) -> Computed | None:
    """Only whole days and weeks run backwards: for months and working days no rule says how."""
    if unit not in ("ngay", "tuan"):
        return None
    due = start - timedelta(days=count if unit == "ngay" else count * 7)
    return result(
        "deadline",
        f"Trước ngày {written(start)} {count} {_SPOKEN[unit]} là {spoken(due)}.",
        steps=[f"{written(start)} - {count} {_SPOKEN[unit]} = {written(due)}"],
        inputs=[f"ngày: {written(start)}", f"{count} {_SPOKEN[unit]}"],
        assumed=[f"Thời hạn {count} {_SPOKEN[unit]} lấy theo câu hỏi của đồng chí."],
        source=None,
        rule=None,
    )


def _known(line: str, today: date, book: Rulebook) -> Deadline | None:
    """The one rule whose every word is in the question."""
    found = [
        rule
        for rule in book.deadlines
        if rule.source.holds_on(today) and all(says(line, words) for words in rule.asked_by)
    ]
    return found[0] if len(found) == 1 else None
