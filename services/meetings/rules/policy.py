"""What the regulations leave to a province, or set in numbers that change: parameters, never constants in code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Defaults follow Chỉ thị 50-CT/TW and HD 42-HD/BTCTW (see calling.py, attendance.py, quorum.py)."""

    regular_day: int = 3
    regular_last_day: int = 7
    notice_hours: int = 24
    regular_minutes: int = 90
    combined_minutes: int = 120
    large_cell_minutes: int = 120
    large_cell_members: int = 30
    late_call_minutes: int = 60
    furthest_days: int = 400
    check_in_minutes: int = 240
    cells_without_check_in: frozenset[str] = frozenset()
    exempt_members_vote: bool = False
