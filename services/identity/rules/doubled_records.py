"""When two records may be about one person: by exact keys and one step beside them, each explained.

Looked at are only people of the same birth date, or of the one with day and month turned: what a list read the
American way makes of it. A citizen number stands in one record only, which the store holds to.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rapidfuzz.distance import Levenshtein

from services.identity.rules.names import fold, tidy
from services.identity.rules.record_problems import Finding, Kind

FIELDS = ("full_name", "birth_date")
_PROPOSAL = (
    "Mở hai hồ sơ, đối chiếu giấy tờ. Là hai người: để riêng, ghi lý do. Là một người: giữ một hồ sơ, hồ sơ kia ghi "
    "“Không còn sinh hoạt” kèm lý do."
)
REASONS: Mapping[str, str] = {
    "same_person": "Trùng họ tên và ngày sinh với một hồ sơ khác.",
    "near_name": "Trùng ngày sinh, họ tên chỉ khác dấu hoặc một chữ cái so với một hồ sơ khác.",
    "turned_birth_date": "Trùng họ tên với một hồ sơ có ngày và tháng sinh đổi chỗ.",
}
"""By code, the surest first."""


def turned(birth_date: str) -> str | None:
    """With day and month in each other's place; None where that is no other day."""
    day = date.fromisoformat(birth_date)
    if day.day > 12 or day.day == day.month:
        return None
    return day.replace(month=day.day, day=day.month).isoformat()


def likeness(name: str, birth_date: str, other_name: str, other_birth_date: str) -> str | None:
    """A code of REASONS; None for two people."""
    same = tidy(name).lower() == tidy(other_name).lower()
    if birth_date != other_birth_date:
        return "turned_birth_date" if same and turned(birth_date) == other_birth_date else None
    if same:
        return "same_person"
    one, other = fold(name), fold(other_name)
    return "near_name" if Levenshtein.distance(one, other, score_cutoff=1) <= 1 else None


def finding(code: str) -> Finding:
    return Finding(code, Kind.DOUBLED, FIELDS, REASONS[code], _PROPOSAL)
