"""The only clock. Times are aware UTC, cut to milliseconds because that is what MongoDB keeps."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def local_date(moment: datetime) -> date:
    """The calendar day in Viet Nam: a meeting "on the 3rd" is the 3rd here, not in UTC."""
    return moment.astimezone(LOCAL).date()
