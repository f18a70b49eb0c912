"""When probation ends, and by when the cell considers recognition: counted from the ceremony of admission."""

from __future__ import annotations

from datetime import date

from services.assistant.rules.computing.computed import Computed, asking, impossible, named, result
from services.assistant.rules.computing.days import (
    Stated,
    after_months,
    after_working_days,
    days_in,
    spoken,
    written,
)
from services.assistant.rules.computing.lines import has_numbers, says
from services.assistant.rules.computing.party_age import FOUNDED, label_of
from services.assistant.rules.computing.rulebook import Probation, Rulebook, in_force

HOLIDAYS = (
    "Trợ lý tính ngày làm việc từ thứ hai đến thứ sáu; mỗi ngày nghỉ lễ, tết, nghỉ bù rơi vào ngày làm việc "
    "thì hạn lùi thêm một ngày làm việc."
)
_ABOUT = r"du bi|(?:len|chuyen|cong nhan|xet|thanh) (?:dang vien )?chinh thuc"
_ASKED = r"bao gio|khi nao|luc nao|ngay nao|ngay may|thang nao|het (?:thoi gian )?du bi|tinh|cham nhat|han"
_NEVER = r"dang phi|bieu quyet|tan thanh|phieu|xoa ten|tuoi dang|huy hieu|ky luat|keo dai|gian doan|ket nap lai"
_ASK = "Đồng chí cho biết đủ ngày, tháng, năm chi bộ làm lễ kết nạp (ví dụ 31/08/2026)."


def probation(line: str, today: date, book: Rulebook) -> Computed | None:
    if not says(line, _ABOUT) or not says(line, _ASKED) or says(line, _NEVER):
        return None
    rule = in_force(book.probation, today)
    days = days_in(line, today)
    if rule is None or not (days.full or days.partial or says(line, r"tinh (?:giup|ho|cho|thu|dum)")):
        return None
    begun = [each for each in days.full if label_of(each) in ("ceremony", "admission")]
    numbers = has_numbers(days.line.replace(f" {rule.months} thang", "").replace(" 30 ngay", ""))
    unclear = len(begun) != 1 or len(days.full) > 1 or days.partial or numbers
    if unclear or says(line, "quyet dinh ket nap"):
        return asking("probation", "ceremony_date", _ASK)
    day = begun[0].day
    return _cannot_be(begun[0], today) or (_of(day, rule, today, book) if day else None)


def _cannot_be(stated: Stated, today: date) -> Computed | None:
    day = stated.day
    if day is None:
        return impossible(
            "probation", "impossible_date", f"Không có ngày {stated.written} trong lịch. Đồng chí kiểm tra lại."
        )
    if FOUNDED <= day <= today:
        return None
    problem = "chưa đến" if day > today else "không phù hợp"
    return impossible(
        "probation",
        "future_date" if day > today else "impossible_date",
        f"Ngày {written(day)} {problem} nên chưa tính được thời gian dự bị. Đồng chí kiểm tra lại ngày.",
    )


def _of(begun: date, rule: Probation, today: date, book: Rulebook) -> Computed:
    months = rule.months
    end = after_months(begun, months)
    steps = [f"{written(begun)} + {months} tháng = {written(end)}"]
    supposed = [f"Trợ lý hiểu {written(begun)} là ngày chi bộ làm lễ kết nạp."]
    if begun.day != end.day:
        supposed.append("Tháng không có ngày tương ứng thì tính đến ngày cuối tháng.")
    conclusion = f"Thời gian dự bị {months} tháng tính đến {spoken(end)}."
    recognition = in_force(book.recognition, today)
    if recognition and recognition.source.holds_on(end):
        due = after_working_days(end, recognition.count)
        conclusion += f" Chi bộ xét công nhận chính thức chậm nhất {spoken(due)}."
        steps.append(f"{written(end)} + {recognition.count} ngày làm việc = {written(due)}")
        supposed += [HOLIDAYS, f"Thời hạn {recognition.count} ngày làm việc theo {named(recognition.source)}."]
    return result(
        "probation",
        conclusion,
        steps=steps,
        inputs=[f"ngày làm lễ kết nạp: {written(begun)}"],
        assumed=supposed,
        source=rule.source,
        rule=rule.id,
    )
