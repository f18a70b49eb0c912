"""How times, counts and states are written for a Vietnamese reader. Pure; the clock is passed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from shared.clock import LOCAL, local_date

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def moment(value: Any) -> datetime | None:
    """An ISO text or a time → a time in Viet Nam; None for what is neither."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    return value.astimezone(LOCAL) if isinstance(value, datetime) and value.tzinfo else None


def day(value: Any) -> str:
    """22/11/2026, of a time or of a plain date."""
    if isinstance(value, str) and len(value) == 10:
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return ""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.strftime("%d/%m/%Y")
    at = moment(value)
    return at.strftime("%d/%m/%Y") if at else ""


def day_after(value: str) -> str:
    """30/06/2026 of 2026-06-29: "hết hiệu lực từ" names the first day without it."""
    return day(date.fromisoformat(value) + timedelta(days=1))


def clock_time(value: Any) -> str:
    at = moment(value)
    return at.strftime("%H:%M") if at else ""


def day_and_time(value: Any) -> str:
    """19:30, Chủ nhật, 22/11/2026"""
    at = moment(value)
    return f"{at:%H:%M}, {WEEKDAYS[at.weekday()]}, {at:%d/%m/%Y}" if at else ""


def half_year(value: Any) -> str:
    """2026-2 → 6 tháng cuối năm 2026; empty for what is no half."""
    year, _, half = value.partition("-") if isinstance(value, str) else ("", "", "")
    return f"6 tháng {'đầu' if half == '1' else 'cuối'} năm {year}" if half in {"1", "2"} else ""


def ago(value: Any, now: datetime) -> str:
    """Today's by the clock, yesterday's as such, older ones by date."""
    at = moment(value)
    if at is None:
        return ""
    passed = now - at
    if timedelta(0) <= passed < timedelta(minutes=1):
        return "Vừa xong"
    if timedelta(0) <= passed < timedelta(hours=1):
        return f"{int(passed.total_seconds() // 60)} phút trước"
    days = (local_date(now) - at.date()).days
    if days == 0:
        return f"Hôm nay, {at:%H:%M}"
    if days == 1:
        return f"Hôm qua, {at:%H:%M}"
    return f"{at:%d/%m/%Y}"


def number(value: Any) -> str:
    """2.000, with the point that Vietnamese sets between thousands."""
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else ""


def percent(part: Any, whole: Any) -> str:
    """With a comma for the decimals; empty where there is nothing to divide by."""
    if not isinstance(part, int) or not isinstance(whole, int) or whole <= 0:
        return ""
    return f"{100 * part / whole:.1f}".replace(".", ",").removesuffix(",0") + "%"


def file_size(count: Any) -> str:
    """1,2 MB, or 350 KB."""
    if not isinstance(count, int):
        return ""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} KB"
    return f"{count / 1_000_000:.1f}".replace(".", ",").removesuffix(",0") + " MB"


def lasting(seconds: Any) -> str:
    """13 phút 39 giây, or 1 giờ 2 phút: 13:39 would be a time of the day."""
    if not isinstance(seconds, int | float):
        return ""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    told = ((hours, "giờ"), (minutes, "phút"), (0 if hours else rest, "giây"))
    return " ".join(f"{count} {unit}" for count, unit in told if count) or "0 giây"


def duration(seconds: Any) -> str:
    """3:07, or 1:02:03."""
    if not isinstance(seconds, int | float):
        return ""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def stands_where(citation: Mapping[str, Any]) -> str:
    """Of a passage that the assistant names: «khoản 2 Điều 8, 05-QĐ/TU»; of a section of the guide, which has neither
    number nor clause, its document."""
    place = citation["place"] if citation["place"] != citation["heading"] else ""
    return ", ".join(filter(None, (place, citation["number"]))) or str(citation["title"])
