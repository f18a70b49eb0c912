"""A file whose pages are pictures waits, sealed, for the worker that recognises their letters."""

from __future__ import annotations

from services.content.rules.document_errors import TooManyScans
from services.content.store import scan_files, scans
from services.content.store.scans import KEPT, Scan
from shared.contracts.content import ScanSent
from shared.outbox import create
from shared.reading.kinds import Kind
from shared.usecase import Context

MOST_OPEN = 20


def begin_scan(
    scan_id: str, content: bytes, kind: Kind, ctx: Context, *, file_name: str, audience: str, pages: int
) -> None:
    """Raises TooManyScans."""
    if scans.open_of(ctx.actor.member_id) >= MOST_OPEN:
        raise TooManyScans
    scan_files.keep(scan_id, content)
    scan = Scan(
        id=scan_id, file_name=file_name, audience=audience, kind=str(kind), by=ctx.actor.member_id, at=ctx.now,
        pages=pages, touched_at=ctx.now, expires_at=ctx.now + KEPT,
    )  # fmt: skip
    create(scan, ScanSent(scan_id=scan_id))
