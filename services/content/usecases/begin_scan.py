"""A file whose pages are pictures waits, sealed, for the worker that recognises their letters."""

from __future__ import annotations

from services.content.rules.document_errors import TooManyScans
from services.content.store import article_files, scan_files, scans
from services.content.store.article_files import ArticleFile
from services.content.store.scans import KEPT, Scan
from shared.contracts.content import ScanSent
from shared.outbox import create
from shared.reading.kinds import Kind
from shared.store import in_transaction
from shared.usecase import Context

MOST_OPEN = 20


def begin_scan(
    scan_id: str,
    content: bytes,
    kind: Kind,
    ctx: Context,
    *,
    file_name: str,
    audience: str,
    pages: int,
    of_article: ArticleFile | None = None,
) -> None:
    """`of_article`: the row of what is only looked through, stored with the scan. Raises TooManyScans."""
    if scans.open_of(ctx.actor.member_id) >= MOST_OPEN:
        raise TooManyScans
    scan_files.keep(scan_id, content)
    article_id = of_article.article_id if of_article else ""
    scan = Scan(
        id=scan_id, file_name=file_name, audience=audience, kind=str(kind), by=ctx.actor.member_id, at=ctx.now,
        pages=pages, article_id=article_id, touched_at=ctx.now, expires_at=ctx.now + KEPT,
    )  # fmt: skip

    def work() -> None:
        stored = create(scan, ScanSent(scan_id=scan_id))
        # The same command beside this one may have been decided already: then nothing waits for it any more.
        if of_article is not None and stored.state in scans.OPEN:
            article_files.add(of_article)

    in_transaction(work)
