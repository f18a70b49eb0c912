"""Which scans of documents a person may know of."""

from __future__ import annotations

from services.content.rules.permissions import KEEP_DOCUMENTS
from services.content.store import scans
from services.content.store.scans import Scan
from shared.security import Actor, allowed


def known_scan(scan_id: str, actor: Actor) -> Scan | None:
    scan = scans.find(scan_id)
    if scan is None or scan.article_id:
        return None
    return scan if allowed(actor, KEEP_DOCUMENTS, scan.audience) else None
