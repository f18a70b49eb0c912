"""A meeting for newcomers to see: called in the demonstration secretary's cell, a few days ahead.

Repeated, it does nothing while a meeting of that cell lies ahead. Refused outside the fictional province.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from services.meetings.rules.errors import NotTheDemonstration
from services.meetings.settings import DEMONSTRATION_PROVINCES
from services.meetings.store import meetings
from services.meetings.usecases.schedule_meeting import ScheduleMeeting, call_meeting
from shared.clock import LOCAL
from shared.usecase import context

CELL = "ts/x01/c0101/"
"""The cell of the account `bithu` (services/identity): the ids of organisations are their codes."""
DAYS_AHEAD = 4


def seed_demonstration(province: str, now: datetime) -> str | None:
    """The id of the meeting that was called, or None when one lay ahead."""
    if province not in DEMONSTRATION_PROVINCES:
        raise NotTheDemonstration
    if meetings.page(CELL, upcoming=True, now=now, after=None, size=1):
        return None
    evening = now.astimezone(LOCAL).replace(hour=19, minute=30, second=0, microsecond=0)
    command = ScheduleMeeting(
        title="Sinh hoạt chuyên đề: Sử dụng Sổ tay đảng viên điện tử trong sinh hoạt chi bộ",
        kind="thematic",
        starts_at=evening + timedelta(days=DAYS_AHEAD),
        place="Nhà văn hóa tổ dân phố Bờ Sông",
        agenda=[
            "Tuyên bố lý do, giới thiệu đại biểu",
            "Cử thư ký, điểm danh",
            "Giới thiệu Sổ tay đảng viên điện tử và cách xác nhận dự họp, điểm danh, biểu quyết",
            "Thảo luận",
            "Biểu quyết thông qua kết luận của chi bộ",
        ],
        planned_minutes=90,
    )
    # The same evening, the same meeting: two seeds at once call it once.
    ctx = replace(context(None, repeat_key=f"meetings/demonstration/{command.starts_at.isoformat()}"), now=now)
    return call_meeting(command, CELL, ctx).id
