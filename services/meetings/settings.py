"""What meetings reads from the environment."""

from __future__ import annotations

from dataclasses import dataclass

from services.meetings.rules.policy import Policy
from shared.settings import BaseSettings, load, setting

DEMONSTRATION_PROVINCES = frozenset({"ts", "truong-son"})
"""Codes of the fictional province; what is meant for showing only is refused anywhere else."""

_STANDARD = Policy()


@dataclass(frozen=True, kw_only=True)
class Settings(BaseSettings):
    regular_day: int = setting(
        "MEETINGS_REGULAR_DAY", doc="Day of the month of the regular meeting.", default=_STANDARD.regular_day
    )
    regular_last_day: int = setting(
        "MEETINGS_REGULAR_LAST_DAY",
        doc="Last day of the month on which it may be held otherwise.",
        default=_STANDARD.regular_last_day,
    )
    notice_hours: int = setting(
        "MEETINGS_NOTICE_HOURS", doc="Hours between the call and the meeting.", default=_STANDARD.notice_hours
    )
    regular_minutes: int = setting(
        "MEETINGS_REGULAR_MINUTES", doc="Least length of a regular meeting.", default=_STANDARD.regular_minutes
    )
    combined_minutes: int = setting(
        "MEETINGS_COMBINED_MINUTES",
        doc="Least length of a regular and thematic meeting together.",
        default=_STANDARD.combined_minutes,
    )
    large_cell_minutes: int = setting(
        "MEETINGS_LARGE_CELL_MINUTES",
        doc="Least length of a regular meeting of a large cell.",
        default=_STANDARD.large_cell_minutes,
    )
    large_cell_members: int = setting(
        "MEETINGS_LARGE_CELL_MEMBERS",
        doc="Members from which on a cell is a large one.",
        default=_STANDARD.large_cell_members,
    )
    check_in_minutes: int = setting(
        "MEETINGS_CHECK_IN_MINUTES",
        doc="Minutes after the opening during which members check in.",
        default=_STANDARD.check_in_minutes,
    )
    cells_without_check_in: str = setting(
        "MEETINGS_CELLS_WITHOUT_CHECK_IN",
        doc="Ids of cells that take no attendance in the app (special armed forces), separated by commas.",
        default="",
    )
    exempt_members_vote: bool = setting(
        "MEETINGS_EXEMPT_MEMBERS_VOTE",
        doc="Whether members exempt from meetings vote and count among the official members.",
        default=_STANDARD.exempt_members_vote,
    )

    @property
    def policy(self) -> Policy:
        cells = (cell.strip() for cell in self.cells_without_check_in.split(","))
        return Policy(
            regular_day=self.regular_day,
            regular_last_day=self.regular_last_day,
            notice_hours=self.notice_hours,
            regular_minutes=self.regular_minutes,
            combined_minutes=self.combined_minutes,
            large_cell_minutes=self.large_cell_minutes,
            large_cell_members=self.large_cell_members,
            check_in_minutes=self.check_in_minutes,
            cells_without_check_in=frozenset(cell for cell in cells if cell),
            exempt_members_vote=self.exempt_members_vote,
        )


__all__ = ["DEMONSTRATION_PROVINCES", "Settings", "load"]
