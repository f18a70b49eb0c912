"""What feedback reads from the environment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from shared.settings import BaseSettings, SettingsError, setting


@dataclass(frozen=True, kw_only=True)
class Settings(BaseSettings):
    """A process of feedback."""

    reminder_days: int = setting(
        "FEEDBACK_REMINDER_DAYS",
        doc="So many days after a question was handed over its committee is reminded of it, and then again and again, "
        "until somebody answers.",
        default=3,
    )

    def __post_init__(self) -> None:
        if self.reminder_days < 1:
            raise SettingsError(["SOTAY_FEEDBACK_REMINDER_DAYS must be at least 1"])

    @property
    def reminded_every(self) -> timedelta:
        return timedelta(days=self.reminder_days)
