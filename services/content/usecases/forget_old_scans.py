"""Scans that nobody read in time are given up and told so; files of nobody are swept."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.content.engines.in_use import scan_limits
from services.content.rules.document_errors import ScanNotReadInTime
from services.content.store import scan_files, scans
from services.content.store.scans import FAILED
from services.content.usecases.ending_scan import end_scan
from shared.observability import Degraded

STANDS_STILL = timedelta(minutes=10)


def forget_old_scans(now: datetime) -> int:
    """How many."""
    old = scans.sent_before(now - scan_limits().kept)
    for scan in old:
        end_scan(scan, ScanNotReadInTime(), FAILED, now)
    return len(old) + scan_files.forget_unnamed(now)


def check_scans(now: datetime) -> None:
    """Readiness. Raises Degraded while scans stand still: there is no worker, or not enough of them."""
    standing = scans.untouched_since(now - STANDS_STILL)
    if standing:
        raise Degraded(f"{standing} scans wait for content-worker")
