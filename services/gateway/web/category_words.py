"""Categories and the calendar in words, and the little that pages pick of what content lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

CATEGORY_USES = {
    "menu": "Hiện ở đầu mục Tin tức",
    "home": "Nổi bật ở trang chủ",
    "office": "Hiện ở bàn làm việc của bí thư, cấp ủy",
    "meetings": "Gợi ý nội dung tuyên truyền khi sinh hoạt",
}
CALENDARS = {"solar": "Dương lịch", "lunar": "Âm lịch"}


def for_use(categories: Iterable[dict[str, Any]], use: str) -> list[dict[str, Any]]:
    return [each for each in categories if use in each["uses"] and not each["retired"]]


def names_of(categories: Iterable[dict[str, Any]]) -> dict[str, str]:
    return {each["id"]: each["name"] for each in categories}
