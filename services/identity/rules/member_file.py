"""What rows of a member file must fulfil together: numbers that belong to one person, cells that are large enough."""

from __future__ import annotations

from collections import Counter

from services.identity.rules.membership import Status, counts_as_official
from services.identity.rules.rows import Labels, MemberRow, Remark, label_of
from services.identity.rules.tree import SMALLEST_CELL

_UNIQUE = ("record_number", "card_number", "citizen_number")


class Repeats:
    """Numbers that belong to one person and stand in a second row."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], int] = {}

    def problems(self, row: MemberRow, labels: Labels) -> list[Remark]:
        found = []
        for field in _UNIQUE:
            number = row.get(field)
            first = self._first.setdefault((field, number), row.line) if number else row.line
            if first != row.line:
                found.append(Remark(row.line, labels.get(field, label_of(field)), f"Trùng với dòng {first}."))
        return found


class CellSizes:
    """A cell with fewer than three official members is possible for a while (deaths, transfers), and a remark."""

    def __init__(self) -> None:
        self._official: Counter[str] = Counter()
        self._first_line: dict[str, int] = {}

    def count(self, row: MemberRow) -> None:
        if row.cell_code and row.get("status"):
            self._first_line.setdefault(row.cell_code, row.line)
            self._official[row.cell_code] += counts_as_official(Status(row.get("status")))

    def remarks(self, labels: Labels) -> list[Remark]:
        return [
            Remark(
                line,
                labels.get("cell_code", label_of("cell_code")),
                f"Chi bộ “{code}” chỉ có {self._official[code]} đảng viên chính thức, cần ít nhất {SMALLEST_CELL}.",
            )
            for code, line in self._first_line.items()
            if self._official[code] < SMALLEST_CELL
        ]
