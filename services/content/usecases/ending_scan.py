"""A scan that ends without what was hoped of it: refused, or not read. Its file goes, and with it what was sent for an
article and was not looked through."""

from __future__ import annotations

from datetime import datetime

from services.content.store import article_files, scan_files, scans
from services.content.store.scans import Scan
from shared.errors import AppError
from shared.store import in_transaction


def end_scan(scan: Scan, error: AppError, state: str, now: datetime) -> None:
    """Why, first: who begins again without the file could not tell it. The file in the same breath: it may be what must
    not be kept. Repeated it changes nothing."""

    def work() -> None:
        scans.end(scan, error, state, now)
        if scan.article_id:
            article_files.forget_unseen(scan.id)

    in_transaction(work)
    scan_files.forget(scan.id)
