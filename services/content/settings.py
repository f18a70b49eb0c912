"""What content reads from the environment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shared.settings import BaseSettings, MediaSettings, setting


@dataclass(frozen=True, kw_only=True)
class Settings(MediaSettings, BaseSettings):
    """A process of content. Its search index lies in the data folder, a place for each process."""

    webhook_hosts: str = setting(
        "WEBHOOK_HOSTS",
        doc="Hosts that other systems may be told at, `host` or `host:port`, comma-separated; none by default.",
        default="",
    )
    two_person_rule: bool = setting(
        "TWO_PERSON_RULE",
        doc="Whether an article is published only after an editor who did not write it approved it.",
        default=False,
    )

    @property
    def search_dir(self) -> Path:
        return self.data_dir / "content-search"
