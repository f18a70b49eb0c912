"""Party age where only the year or the month of the admission is known: between two ages, or within a span of days.

Who writes "vào Đảng năm 1994" is asked for the day first (party_age.py); who then has no more to tell gets what follows
from the year alone, and nothing that would need the day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from services.assistant.rules.computing.computed import Computed, Kind, asking, result
from services.assistant.rules.computing.days import after_years, days_in, whole_years, written
from services.assistant.rules.computing.lines import has_numbers
from services.assistant.rules.computing.party_age import ASK, BADGE_YEARS, asked_kind, cannot_be
from services.assistant.rules.computing.rulebook import Rulebook, in_force

_WITHIN = re.compile(
    r"(?<![a-z])(?:vao dang|ket nap) trong (?:thang (?P<month>[0-9]{1,2}) ?[/-] ?|nam )(?P<year>[0-9]{4})(?![0-9/.,-])"
)
_CAVEAT = "Muốn biết đúng ngày thì cần đủ ngày, tháng, năm ghi trong quyết định kết nạp."


def admitted_within(line: str, today: date, book: Rulebook) -> Computed | None:
    found, kind = _WITHIN.search(line), asked_kind(line)
    if found is None or kind is None:
        return None
    year, month = int(found["year"]), int(found["month"] or 1)
    if not year or not 1 <= month <= 12:
        return asking(kind, "admission_date", ASK)
    first = date(year, month, 1)
    last_month = month if found["month"] else 12
    last = date(year, last_month, monthrange(year, last_month)[1])
    rest = days_in(f"{line[: found.start()]} {line[found.end() :]}", today)
    marks = list(BADGE_YEARS.finditer(rest.line))
    if problem := cannot_be(kind, first, max(today, first), today):
        return problem
    if rest.full or rest.partial or len(marks) > 1 or has_numbers(BADGE_YEARS.sub("", rest.line)):
        return asking(kind, "admission_date", ASK)
    years = int(marks[0][1] or marks[0][2]) if marks else None
    said = f"tháng {month}/{year}" if found["month"] else f"năm {year}"
    return _of(kind, (first, min(last, today)), years, today, book, said=said)


def _of(
    kind: Kind, span: tuple[date, date], years: int | None, today: date, book: Rulebook, *, said: str
) -> Computed | None:
    rule, badges = in_force(book.party_age, today), in_force(book.badges, today)
    if rule is None or badges is None:
        return None
    first, last = span
    assumed = [_CAVEAT]
    if kind == "badge":
        assumed.append(badges.caveat)
        years = years or next((mark for mark in badges.years if after_years(last, mark) > today), badges.years[-1])
    if years is None:
        least, most = whole_years(last, today), whole_years(first, today)
        age = f"{most} năm" if least == most else f"{least} hoặc {most} năm"
        conclusion = f"Kết nạp trong {said} thì tính đến ngày {written(today)}, tuổi Đảng là {age}."
        steps = [f"kết nạp ngày {written(day)}: đủ {whole_years(day, today)} năm" for day in span]
    elif years > 120 or (kind == "badge" and years not in badges.years):
        return asking(kind, "admission_date", ASK)
    else:
        reached = [written(after_years(day, years)) for day in span]
        conclusion = f"Kết nạp trong {said} thì đủ {years} năm tuổi Đảng trong khoảng từ {reached[0]} đến {reached[1]}."
        steps = [f"{written(day)} + {years} năm = {due}" for day, due in zip(span, reached, strict=True)]
    return result(
        kind,
        conclusion,
        steps=steps,
        inputs=[f"kết nạp trong {said}"],
        assumed=assumed,
        source=rule.source,
        rule=rule.id,
    )
