"""A scan whose reading ended the worker at each try is told failed to who sent it, before its event is parked."""

from __future__ import annotations

from services.content.rules.document_errors import ScanGivenUp
from services.content.store import scan_files, scans
from services.content.store.scans import FAILED, OPEN
from services.content.usecases.ending_scan import end_scan
from shared import clock
from shared.contracts.content import ScanSent


def give_up_scan(told: ScanSent) -> None:
    """Repeated it changes nothing."""
    scan = scans.find(told.scan_id)
    if scan is not None and scan.state in OPEN:
        end_scan(scan, ScanGivenUp(), FAILED, clock.now())
    scan_files.forget(told.scan_id)
