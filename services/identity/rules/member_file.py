"""What rows of a member file must fulfil together: numbers that belong to one person, cells that exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence

from services.identity.rules.membership import counts_as_official
from services.identity.rules.rows import Labels, MemberRow, Remark
from services.identity.rules.tree import SMALLEST_CELL

_UNIQUE = ("record_number", "card_number", "citizen_number")


def check_together(rows: Sequence[MemberRow], cells: Container[str], labels: Labels) -> list[Remark]:
    problems = [
        Remark(row.line, labels["cell_code"], f"Không có chi bộ mang mã “{row.cell_code}” trong hệ thống.")
        for row in rows
        if row.cell_code not in cells
    ]
    for field in _UNIQUE:
        problems += _repeated(rows, field, labels.get(field, field))
    return sorted(problems, key=lambda problem: problem.line)


def cells_too_small(rows: Iterable[MemberRow], labels: Labels) -> list[Remark]:
    """A cell with fewer than three official members is possible for a while (deaths, transfers), and a remark."""
    everyone: Counter[str] = Counter()
    official: Counter[str] = Counter()
    first_line: dict[str, int] = {}
    for row in rows:
        first_line.setdefault(row.cell_code, row.line)
        everyone[row.cell_code] += 1
        official[row.cell_code] += counts_as_official(row.status)
    return [
        Remark(
            first_line[code],
            labels["cell_code"],
            f"Chi bộ “{code}” chỉ có {official[code]} đảng viên chính thức, cần ít nhất {SMALLEST_CELL}.",
        )
        for code in everyone
        if official[code] < SMALLEST_CELL
    ]


def _repeated(rows: Iterable[MemberRow], field: str, label: str) -> list[Remark]:
    first_line: dict[str, int] = {}
    problems = []
    for row in rows:
        number = getattr(row, field)
        if not number:
            continue
        if number in first_line:
            problems.append(Remark(row.line, label, f"Trùng với dòng {first_line[number]}."))
        first_line.setdefault(number, row.line)
    return problems
