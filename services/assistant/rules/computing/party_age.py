"""Party age on a day and the day a badge's age is reached, from the day of the decision of admission.

The day of birth, of the ceremony or of recognition is never taken for it: then the right day is asked for.
"""

from __future__ import annotations

import re
from datetime import date

from services.assistant.rules.computing.computed import Computed, Kind, asking, impossible, result
from services.assistant.rules.computing.days import (
    Days,
    Stated,
    after_years,
    days_in,
    spoken,
    whole_months,
    whole_years,
    written,
)
from services.assistant.rules.computing.lines import has_numbers, masked, says
from services.assistant.rules.computing.rulebook import Badges, Rulebook, in_force

FOUNDED = date(1930, 2, 3)

_LABEL = re.compile(
    r"(?<![a-z])(?:(?P<birth>sinh|nam sinh)|(?P<until>den|toi ngay|tinh den|het)|(?P<ceremony>le ket nap|lam le|du bi)"
    r"|(?P<official>chinh thuc|cong nhan)|(?P<admission>vao dang|ket nap|quyet dinh ket nap|tuoi dang)"
    r"|(?P<other>(?:gioi thieu|xin|don|phan dau|nguyen vong|hoc|lop|muon|chua) (?:ket nap|vao) (?:vao )?dang|khong phai"
    r"|ket nap (?:doan|doi|hoi|cong doan)|lan (?:hai|thu|2)|cam tinh"
    r"|nghi huu|chuyen|mien|ky luat|khai tru|ra khoi|xoa ten|ket nap lai|the dang))(?![a-z])"
)
_THEN_ADMITTED = re.compile(r" ?(?:thi |toi |duoc |dong chi ){0,2}(?:vao dang|ket nap)(?![a-z])(?! (?:doan|lai|lan))")
_AGE = r"(?:nam )?tuoi dang|(?:vao dang|ket nap) (?:duoc )?(?:bao nhieu|may) nam"
_BADGE = r"huy hieu"
_NEVER = (
    r"thuong|tien|ket nap lai|gian doan|xoa ten|khai tru|khoi phuc|mien|dang phi|truy tang|benh nang|som"
    r"|sang nam|nam (?:toi|sau|ngoai|truoc)"
)
_ASKED = r"bao nhieu|may|bao gio|khi nao|luc nao|ngay nao|nam nao|thang nao|tinh|duoc chua|du chua|chua|khong"
_YEARS = re.compile(r"(?<![0-9.,/-])([0-9]{1,3}) ?nam (?:tuoi dang|huy hieu)")
_NOT_REACHED = r"chua|sap|gan|con|khong|duoi|thieu|it hon|nho hon|kem|den|khi|neu|chong|vo|bo|me|cha|ong|ba|nua"
BADGE_YEARS = re.compile(
    r"huy hieu (?:dang )?(?:loai )?([0-9]{1,3})(?: nam)?(?: tuoi dang)?|([0-9]{1,3}) nam tuoi dang"
)
ASK = "Đồng chí cho biết đủ ngày, tháng, năm ghi trong quyết định kết nạp (ví dụ 03/02/1985)."


def stated_party_years(line: str) -> list[int | None]:
    """Each number of years of Party age in the line; None for one not yet reached, or somebody else's."""
    found = []
    for match in _YEARS.finditer(line):
        before = " ".join(re.split(r"[,;.?!]", line[: match.start()])[-1].split()[-5:])
        found.append(None if says(before, _NOT_REACHED) else int(match[1]))
    return found


def without_party_years(line: str) -> str:
    return _YEARS.sub(lambda found: masked(found[0], 0, len(found[0])), line)


def years_of(since: date, today: date) -> int:
    return whole_years(since, today)


def admitted_on(line: str, today: date) -> date | None:
    """The one day of admission stated, if it can be one."""
    stated = [each for each in days_in(line, today).full if label_of(each) == "admission"]
    day = stated[0].day if len(stated) == 1 else None
    return day if day and FOUNDED <= day <= today else None


def party_age(line: str, today: date, book: Rulebook) -> Computed | None:
    kind = asked_kind(line)
    if kind is None:
        return None
    days = days_in(line, today)
    if not (days.full or days.partial or says(line, r"tinh (?:giup|ho|cho|thu|dum)")):
        return None
    return _of(days, kind, today, book)


def asked_kind(line: str) -> Kind | None:
    badge = says(line, _BADGE)
    if not (badge or says(line, _AGE)) or says(line, _NEVER) or not says(line, _ASKED):
        return None
    return "badge" if badge else "party_age"


def _of(days: Days, kind: Kind, today: date, book: Rulebook) -> Computed | None:
    labels = [label_of(each) for each in days.full]
    begun = _admission(days, labels)
    ends = [each for each, label in zip(days.full, labels, strict=True) if label == "until"]
    unclear = len(days.full) > 1 and not {"", "other"}.isdisjoint(labels)
    if begun is None or unclear or len(ends) > 1:
        return asking(kind, "admission_date", ASK)
    end = ends[0].day if ends else today
    if begun.day is None or end is None:
        wrong = (begun if begun.day is None else ends[0]).written
        return impossible(kind, "impossible_date", f"Không có ngày {wrong} trong lịch. Đồng chí kiểm tra lại.")
    if problem := cannot_be(kind, begun.day, end, today):
        return problem
    return _counted(days.line, kind, (begun.day, end), today, book)


def _counted(rest: str, kind: Kind, span: tuple[date, date], today: date, book: Rulebook) -> Computed | None:
    begun, end = span
    badges = in_force(book.badges, today)
    if badges is None or in_force(book.party_age, today) is None:
        return None
    asked = list(BADGE_YEARS.finditer(rest))
    if len(asked) > 1 or has_numbers(BADGE_YEARS.sub("", rest)):
        return asking(kind, "admission_date", ASK)
    if asked:
        return _reached(begun, int(asked[0][1] or asked[0][2]), today, badges, book, named_badge=kind == "badge")
    return _next_badge(begun, today, badges, book) if kind == "badge" else _age(begun, end, book, today)


def cannot_be(of: Kind, begun: date, end: date, today: date) -> Computed | None:
    if begun > today:
        return impossible(
            of,
            "future_date",
            f"Ngày {written(begun)} chưa đến nên chưa tính được tuổi Đảng. Đồng chí kiểm tra lại ngày.",
        )
    if begun < FOUNDED or end < begun or end.year > today.year + 100:
        wrong = begun if begun < FOUNDED else end
        return impossible(
            of, "impossible_date", f"Ngày {written(wrong)} không phù hợp để tính tuổi Đảng. Đồng chí kiểm tra lại ngày."
        )
    return None


def _admission(days: Days, labels: list[str]) -> Stated | None:
    stated = [each for each, label in zip(days.full, labels, strict=True) if label == "admission"]
    return stated[0] if len(stated) == 1 and not days.partial else None


def label_of(stated: Stated) -> str:
    """What day it is, by the nearest word before it within the same part of the sentence."""
    near = re.split(r"[,;.?!#]", stated.before)[-1]
    if len(near.split()) <= 2:  # "vào Đảng: ngày", "sinh, ngày"
        near = stated.before
    found = list(_LABEL.finditer(near))
    if found:
        return found[-1].lastgroup or ""
    return "admission" if _THEN_ADMITTED.match(stated.after) else ""


def _age(begun: date, end: date, book: Rulebook, today: date) -> Computed:
    years = whole_years(begun, end)
    months = whole_months(begun, end) - years * 12
    rule = in_force(book.party_age, today)
    more = f", thêm {months} tháng" if months else ""
    steps = [f"từ {written(begun)} đến {written(after_years(begun, years))} là đủ {years} năm"] if years else []
    steps.append(f"đến {written(end)}: {years} năm{more}")
    return result(
        "party_age",
        f"Tính đến ngày {written(end)}, tuổi Đảng là {years} năm{more.replace(', thêm', '')}.",
        steps=steps,
        inputs=[f"ngày ghi trong quyết định kết nạp: {written(begun)}", f"tính đến ngày {written(end)}"],
        assumed=[_supposed(begun)],
        source=rule.source if rule else None,
        rule=rule.id if rule else None,
    )


def _reached(begun: date, years: int, today: date, badges: Badges, book: Rulebook, *, named_badge: bool) -> Computed:
    rule = in_force(book.party_age, today)
    if not 0 < years <= 120:
        return impossible("badge", "impossible_count", f"Không có mốc {years} năm tuổi Đảng. Đồng chí kiểm tra lại.")
    day = after_years(begun, years)
    tense = "Đã đủ" if day <= today else "Sẽ đủ"
    conclusion = f"{tense} {years} năm tuổi Đảng vào {spoken(day)}."
    supposed = [_supposed(begun)]
    if named_badge and years not in badges.years:
        marks = ", ".join(map(str, badges.years))
        conclusion += f" Không có Huy hiệu {years} năm tuổi Đảng; các mốc là {marks} năm."
    if named_badge:
        supposed.append(badges.caveat)
    return result(
        "badge" if named_badge else "party_age",
        conclusion,
        steps=[f"{written(begun)} + {years} năm = {written(day)}"],
        inputs=[f"ngày ghi trong quyết định kết nạp: {written(begun)}", f"{years} năm tuổi Đảng"],
        assumed=supposed,
        source=rule.source if rule else None,
        rule=rule.id if rule else None,
    )


def _next_badge(begun: date, today: date, badges: Badges, book: Rulebook) -> Computed:
    years = next((mark for mark in badges.years if after_years(begun, mark) > today), None)
    if years is None:
        return _reached(begun, badges.years[-1], today, badges, book, named_badge=True)
    return _reached(begun, years, today, badges, book, named_badge=True)


def _supposed(begun: date) -> str:
    leap = " Năm không có ngày 29/02 thì tính đến ngày cuối tháng." if (begun.month, begun.day) == (2, 29) else ""
    return f"Trợ lý hiểu {written(begun)} là ngày ghi trong quyết định kết nạp.{leap}"
