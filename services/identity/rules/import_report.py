"""What an import found and did, as the clerk who started it reads it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from services.identity.rules.rows import Remark

_SHOWN = 50


@dataclass
class ImportReport:
    what: str
    rows: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    absent: int = 0
    """Stored, but not in the file: the half-yearly check of list against files looks at these."""
    differences: Counter[str] = field(default_factory=Counter)
    problems: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    planned_cells: dict[str, str] = field(default_factory=dict)
    """Paths of the cells that the file holds, so that a dry run can go on to their members."""
    written: bool = False

    def lines(self) -> list[str]:
        outcome = "đã ghi" if self.written else "chưa ghi gì"
        counts = (
            f"{self.what}: {self.rows} dòng — mới {self.created}, thay đổi {self.changed}, "
            f"giữ nguyên {self.unchanged}, có trong hệ thống nhưng không có trong tệp {self.absent} ({outcome})"
        )
        lines = [counts]
        lines += [f"  khác ở “{column}”: {number} dòng" for column, number in self.differences.most_common()]
        lines += _shown("Lỗi", self.problems)
        lines += _shown("Lưu ý", self.remarks)
        return lines


def _shown(title: str, remarks: list[Remark]) -> list[str]:
    if not remarks:
        return []
    lines = [f"  {title} ({len(remarks)}):", *(f"    {remark}" for remark in remarks[:_SHOWN])]
    if len(remarks) > _SHOWN:
        lines.append(f"    … và {len(remarks) - _SHOWN} dòng khác")
    return lines
