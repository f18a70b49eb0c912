"""When a meeting is called, and what a careful secretary is reminded of. A reminder never stops him: holidays, floods
and harvests move meetings, and he answers for the reason.

P1  regular on the 3rd; otherwise within the first week (Chỉ thị 50-CT/TW, HD 42-HD/BTCTW)
P2  one regular meeting a month
P3  regular ≥ 90 minutes, combined with thematic ≥ 120; some wards ask 120 of cells with ≥ 30 members
P4  called, with its agenda in the app, at least one day before
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from services.meetings.rules.errors import StartsInThePast, StartsTooFarAhead
from services.meetings.rules.policy import Policy

Kind = Literal["regular", "thematic", "both", "extraordinary"]
WITH_REGULAR: frozenset[Kind] = frozenset({"regular", "both"})


@dataclass(frozen=True)
class Reminder:
    code: str
    message: str


def check_start(starts_at: datetime, now: datetime, policy: Policy) -> None:
    """Raises where the time can only be a slip. A meeting called as people sit down is late, not impossible."""
    if starts_at < now - timedelta(minutes=policy.late_call_minutes):
        raise StartsInThePast
    if starts_at > now + timedelta(days=policy.furthest_days):
        raise StartsTooFarAhead


def reminders(
    kind: Kind,
    *,
    day: date,
    notice: timedelta,
    planned_minutes: int | None,
    members: int,
    others_this_month: int,
    policy: Policy,
) -> list[Reminder]:
    """`day` is the calendar day in Viet Nam; `notice` the time between the call and the start."""
    found: list[Reminder] = []
    if kind in WITH_REGULAR:
        found += _of_the_day(day, policy)
        if others_this_month:
            found.append(Reminder("second_regular", "Trong tháng này chi bộ đã có một kỳ sinh hoạt thường kỳ."))
    if notice < timedelta(hours=policy.notice_hours):
        text = f"Giấy mời và tài liệu cần đến đảng viên trước cuộc họp ít nhất {policy.notice_hours} giờ."
        found.append(Reminder("short_notice", text))
    if planned_minutes is not None:
        found += too_short(kind, planned_minutes, members, policy)
    return found


def _of_the_day(day: date, policy: Policy) -> list[Reminder]:
    if day.day == policy.regular_day:
        return []
    if day.day <= policy.regular_last_day:
        text = (
            f"Sinh hoạt thường kỳ thường vào ngày {policy.regular_day:02d} hằng tháng; "
            "nếu đổi ngày, đồng chí nêu lý do trong chương trình."
        )
        return [Reminder("not_on_the_regular_day", text)]
    text = f"Sinh hoạt thường kỳ cần tổ chức trong tuần đầu của tháng, chậm nhất ngày {policy.regular_last_day:02d}."
    return [Reminder("after_the_first_week", text)]


def least_minutes(kind: Kind, members: int, policy: Policy) -> int:
    """P3; no minimum is set for thematic and extraordinary meetings."""
    if kind not in WITH_REGULAR:
        return 0
    least = policy.combined_minutes if kind == "both" else policy.regular_minutes
    return max(least, policy.large_cell_minutes) if members >= policy.large_cell_members else least


def too_short(kind: Kind, minutes: int, members: int, policy: Policy) -> list[Reminder]:
    least = least_minutes(kind, members, policy)
    if minutes >= least:
        return []
    return [Reminder("too_short", f"Thời gian sinh hoạt {minutes} phút, ít hơn {least} phút theo quy định.")]
