"""What this process was started with: the hosts that webhooks may go to, whether an article needs two persons, and what
holds for scans."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

_hosts: list[str] = []
_two_persons: list[bool] = [False]


@dataclass(frozen=True)
class ScanLimits:
    """`kept`: how long a scan waits for the reader before it is given up. `tessdata`: None is the system's."""

    bytes: int = 30_000_000
    kept: timedelta = timedelta(hours=24)
    tessdata: Path | None = None


_scans: list[ScanLimits] = [ScanLimits()]


def allow_hosts(hosts: Collection[str]) -> None:
    _hosts[:] = hosts


def allowed_hosts() -> Collection[str]:
    return tuple(_hosts)


def ask_two_persons(asked: bool) -> None:
    _two_persons[:] = [asked]


def two_persons_asked() -> bool:
    return _two_persons[0]


def limit_scans(limits: ScanLimits) -> None:
    _scans[:] = [limits]


def scan_limits() -> ScanLimits:
    return _scans[0]
