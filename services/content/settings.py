"""What content reads from the environment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from services.content.engines.in_use import ScanLimits
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

    scan_megabytes: int = setting(
        "SCAN_MEGABYTES", doc="Largest PDF or picture of a page that is taken, in millions of bytes.", default=30
    )
    scan_hours: int = setting(
        "SCAN_HOURS", doc="Hours after which a scan that was not read is given up and its file deleted.", default=24
    )
    scan_tessdata_folder: Path | None = setting(
        "SCAN_TESSDATA_FOLDER", doc="Scan worker: folder with `vie.traineddata`; without it the system's.", default=None
    )

    @property
    def scan_limits(self) -> ScanLimits:
        return ScanLimits(self.scan_megabytes * 1_000_000, timedelta(hours=self.scan_hours), self.scan_tessdata_folder)

    @property
    def search_dir(self) -> Path:
        return self.data_dir / "content-search"
