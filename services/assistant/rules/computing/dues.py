"""What one month's dues come to: a percentage of the one stated base, or nothing from 50 years of Party age on.

Never a debt, an arrear, a share kept by the cell, a reduction, or a payer whose rate is not in the rulebook.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Literal

from services.assistant.rules.computing.amounts import Amount, amounts
from services.assistant.rules.computing.computed import Computed, asking, impossible, result
from services.assistant.rules.computing.days import days_in
from services.assistant.rules.computing.lines import has_numbers, masked, says, vietnamese
from services.assistant.rules.computing.party_age import admitted_on, stated_party_years, without_party_years, years_of
from services.assistant.rules.computing.rulebook import DuesRate, Rulebook, in_force
from services.assistant.rules.computing.wording import NUMBER_WORDS

_ASKED = (
    r"bao nhieu|het bao|la may|mat may|may (?:dong|nghin|ngan|tien|tram|trieu|chuc|k)|tinh|muc|the nao|ra sao|nhu nao"
)
_COMPUTE = r"(?:hay |xin |nho |nho ban )?tinh (?:giup|ho|cho|thu|dum)"
# Debts, arrears, shares, reductions, other rules' payers: a person or the clause answers these, no formula.
_NEVER = (
    r"no|con thieu|con lai|truy (?:thu|nop|dong|linh)|cham|qua han|da (?:nop|dong)|chua (?:nop|dong)|hoan (?:lai|tra)"
    r"|tra lai|giu lai|trich|de lai|nop len|thu duoc|tong thu|tong so|quy dang phi|giam|tu nguyen|xu phat|phat"
    r"|nuoc ngoai|tu do|nong dan|buon ban|kinh doanh|thoi vu|that nghiep|ho ngheo|hop tac xa|thu lao"
    r"|khong (?:co )?(?:luong|thu nhap|viec)|(?:khong|chua) (?:tham gia|dong|co|thuoc doi tuong)(?: [a-z]+){0,3}"
    r" (?:bhxh|bao hiem)|hoc sinh|sinh vien|hoc vien|huu tri xa hoi"
    r"|nam (?:ngoai|truoc|toi|sau)|sang nam|truoc day|truoc kia|hoi do|hoi truoc"
    r"|usd|do la|dola|euro|eur|yen|won|te|bitcoin"
)
_PERIOD = (
    r"(?:mot|1|moi|ca|hang|theo|tren|trong|tung) ?(?:nam|ngay|tuan|quy(?! dinh| che)|gio|nua thang)"
    r"|(?:hai|ba|bon|nam|sau|bay|tam|chin|muoi|may|nhieu|nua) (?:thang|quy|nam|ky)"
)
# The amount is not itself the base: half of it, more than it, one of two people's.
_CHANGED = (
    r"gap|nua|mot phan|phan (?:hai|ba|tu|nam)|nhan (?:voi|len)|chia|tru|cong (?:them|voi|vao)|tang|bot|cat|khong phai"
    r"|vo chong|(?:moi|tung) (?:nguoi|dong chi)|ca nha|ca hai|trung binh|hoac|hay la"
)
# Beside the amount these make it part of another number: "hai lần 12 triệu", "12 triệu x 2", "lương năm 12 triệu".
_PARTS = "|".join(
    [*sorted(NUMBER_WORDS - {"lam", "linh"}), "them|lan|nhan|cong|tru|chia|vai|may|chuc|nghin|ngan|trieu|ty|ruoi|x"]
)
_JOINED = re.compile(rf"(?:(?<![a-z])(?:{_PARTS})|[+*×/]) ?#|# ?(?:[+*×x](?![a-z])|(?:{_PARTS})(?![a-z])(?! nay))")
_PENSION = r"luong huu|tien huu|huu tri(?! xa hoi)|luong nghi huu|luong ve huu"
_ALLOWANCE = r"tro cap (?:[a-z]+ ){0,3}(?:thai san|om dau)|(?:tro cap|che do) (?:thai san|om dau)"
_OTHER = (
    r"phu cap|tien thuong|thuong|luong co so|luong toi thieu|he so|cong tac phi|thu nhap|thuc (?:linh|nhan|lanh)"
    r"|tro cap|truoc thue|sau thue|luong co ban|gross|net|tang ca|lam them|vung"
)
_SALARY = r"luong|bao hiem xa hoi|bhxh"
_LABELS = {"pension": _PENSION, "allowance": _ALLOWANCE, "other": _OTHER, "salary": _SALARY, "dues": "dang phi"}
_BY_LABEL = re.compile("|".join(rf"(?<![a-z0-9])(?P<{name}>{words})(?![a-z0-9])" for name, words in _LABELS.items()))
_UNDOUBTED = r"luong (?:[a-z]+ ){0,2}(?:lam )?can cu|(?:luong|muc|tien) (?:[a-z]+ ){0,2}dong (?:bhxh|bao hiem)"
_RETIRED = r"huu|nghi huu|ve huu|huu tri"
Payer = Literal["salary", "allowance", "pension"]
SMALLEST, LARGEST = 100_000, 1_000_000_000
"""Outside these the amount is more likely mistyped than somebody's monthly base, in đồng."""

_BASES = {
    "salary": "tiền lương làm căn cứ đóng bảo hiểm xã hội bắt buộc của tháng trước",
    "allowance": "trợ cấp ốm đau hoặc thai sản được hưởng trong tháng",
    "pension": "lương hưu được hưởng hằng tháng",
}
_ASK_BASE = "Đồng chí cho biết {base} là bao nhiêu đồng (viết bằng chữ số, ví dụ 8.500.000 đồng)."
_ASK_KIND = (
    "Đồng chí cho biết {amount} đồng mỗi tháng là tiền lương làm căn cứ đóng bảo hiểm xã hội bắt buộc, "
    "lương hưu hay trợ cấp ốm đau, thai sản."
)


def dues(line: str, today: date, book: Rulebook) -> Computed | None:
    if not says(line, "dang phi") or says(line, _NEVER) or not (says(line, _ASKED) or "?" in line):
        return None
    if exempt := _exempt(line, today, book):
        return exempt
    days = days_in(line, today)
    if days.partial or (days.full and admitted_on(line, today) is None):
        return None  # dues of another time, perhaps under another rule
    rest = without_party_years(days.line)
    stated = amounts(rest)
    labels = [_label(rest, amount, stated) for amount in stated]
    for amount in stated:
        rest = masked(rest, amount.start, amount.end)
    incomes = [(amount, label) for amount, label in zip(stated, labels, strict=True) if label != "dues"]
    if not incomes:
        return _nothing_stated(line, rest, bool(stated))
    if (
        len(incomes) > 1
        or _JOINED.search(rest)
        or has_numbers(re.sub(r"(?<![0-9.,])(?:0[.,]5|1) ?(?:%|phan tram)", "", rest))
    ):
        return _ask_for_base(line)
    return _of_one(line, *incomes[0], today, book)


def _of_one(line: str, amount: Amount, label: str, today: date, book: Rulebook) -> Computed | None:
    value = amount.value
    if (
        value is None
        or says(line, _PERIOD)
        or says(line, _CHANGED)
        or re.search(r"/ ?(?:nam|ngay|tuan|quy|gio)\b", line)
    ):
        return _ask_for_base(line)
    if not SMALLEST <= value <= LARGEST or value != value.to_integral_value():
        return impossible(
            "dues",
            "impossible_amount",
            f"Số tiền {_dong(value)} đồng mỗi tháng không hợp lý nên trợ lý chưa tính. Đồng chí kiểm tra lại số tiền.",
        )
    payer = _payer(line, label)
    if payer is None:
        missing = _ask_for_base(line) if label == "other" or says(line, _OTHER) else None
        return missing or asking("dues", "income_kind", _ASK_KIND.format(amount=_dong(value)), [f"{_dong(value)} đồng"])
    rate = in_force([rate for rate in book.dues if rate.payer == payer], today)
    return _percentage(line, value, rate) if rate else None


def _percentage(line: str, value: Decimal, rate: DuesRate) -> Computed:
    percent, base = _decimal(rate.percent), _BASES[rate.payer]
    monthly = value * rate.percent / 100
    assumed = []
    if not (rate.payer == "salary" and says(line, _UNDOUBTED)):
        assumed.append(f"Trợ lý hiểu {_dong(value)} đồng là {base}.")
    if says(line, r"khoang|tam|chung|gan|hon|tren|duoi|uoc"):
        assumed.append("Số tiền đồng chí nêu là số gần đúng.")
    if monthly != monthly.to_integral_value():
        assumed.append("Đây là kết quả chưa làm tròn.")
    return result(
        "dues",
        f"Đảng phí mỗi tháng là {_dong(monthly)} đồng.",
        steps=[f"{percent}% của {_dong(value)} đồng = {_dong(monthly)} đồng mỗi tháng"],
        inputs=[f"{base}: {_dong(value)} đồng"],
        assumed=assumed,
        source=rate.source,
        rule=rate.id,
    )


def _exempt(line: str, today: date, book: Rulebook) -> Computed | None:
    """Who states a Party age that frees from dues pays nothing, whatever the income."""
    rule = in_force(book.dues_exemptions, today)
    if rule is None:
        return None
    since = admitted_on(line, today)
    stated = stated_party_years(line)
    if not since and stated and (None in stated or len(stated) > 1):
        return asking("dues", "party_years", "Đồng chí cho biết đến nay tuổi Đảng là bao nhiêu năm.")
    years = years_of(since, today) if since else next(iter(stated), None)
    if years is None or years < rule.from_party_years or not (amounts(line) or since):
        return None
    counted = (
        f"từ {since:%d/%m/%Y} đến {today:%d/%m/%Y} đủ {years} năm tuổi Đảng" if since else f"{years} năm tuổi Đảng"
    )
    return result(
        "dues",
        "Đảng viên được miễn đóng đảng phí.",
        steps=[f"{counted}, {years} ≥ {rule.from_party_years} năm"],
        inputs=[counted],
        source=rule.source,
        rule=rule.id,
    )


def _nothing_stated(line: str, rest: str, has_dues_amount: bool) -> Computed | None:
    """A rule is asked about, unless a computation is: then the base is the one thing missing."""
    unit_missing = has_numbers(rest) and says(line, r"luong|huu") and re.search(r"(?:luong|huu|la|duoc) [0-9]", rest)
    if has_dues_amount or not (says(line, _COMPUTE) or unit_missing):
        return None
    return _ask_for_base(line)


def _ask_for_base(line: str) -> Computed:
    payer = asked_payer(line)
    base = "lương hưu được hưởng mỗi tháng" if payer == "pension" else f"{_BASES[payer]}"
    return asking("dues", "income", _ASK_BASE.format(base=base))


def _label(line: str, amount: Amount, others: list[Amount]) -> str:
    """What the amount is, by the nearest words before it, else right after it; "" where nothing says."""
    begin = max((other.end for other in others if other.end <= amount.start), default=0)
    end = min((other.start for other in others if other.start >= amount.end), default=len(line))
    before = [found.lastgroup or "" for found in _BY_LABEL.finditer(line, begin, amount.start)]
    after = [found.lastgroup or "" for found in _BY_LABEL.finditer(line, amount.end, min(end, amount.end + 30))]
    if before and before[-1] != "dues":
        return before[-1]
    if before and not (after and after[0] != "dues"):
        # "đóng đảng phí bao nhiêu nếu 8 triệu": the amount belongs to no word before the question.
        asked = says(line[begin : amount.start], r"bao nhieu|the nao|may")
        return "" if asked else "dues"
    return next((label for label in after if label != "dues"), "")


def payer_named(line: str) -> Payer | None:
    """What one income is said to be; None where nothing or two things are."""
    named: list[Payer] = []
    if says(line, _ALLOWANCE) or says(line, "thai san|om dau"):
        named.append("allowance")
    if says(line, _PENSION) or says(line, _RETIRED):
        named.append("pension")
    if says(re.sub(_PENSION, " ", line), _SALARY):
        named.append("salary")
    return named[0] if len(named) == 1 and not says(re.sub(_ALLOWANCE, " ", line), _OTHER) else None


def asked_payer(line: str) -> Payer:
    """Whose base the question asks to be told."""
    return "pension" if says(line, _RETIRED) else "allowance" if says(line, "thai san|om dau") else "salary"


def _payer(line: str, label: str) -> str | None:
    """None: not said for certain."""
    retired, on_leave = says(line, _RETIRED), says(line, "thai san|om dau|nghi om|nghi de")
    if label == "pension":
        return (
            None if on_leave or says(line, r"di lam|lam them|hop dong|tham gia bao hiem|tham gia bhxh") else "pension"
        )
    if label == "allowance":
        return None if retired else "allowance"
    if label == "salary":
        return None if retired or on_leave or says(line, _OTHER) else "salary"
    return None


def _dong(value: Decimal) -> str:
    whole = int(value)
    part = _decimal(abs(value - whole)) if value != whole else ""
    return vietnamese(whole) + part[1:]


def _decimal(value: Decimal) -> str:
    plain = format(value, "f")
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace(".", ",")
