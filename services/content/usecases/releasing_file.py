"""A picture or file of an article that was looked through, without a mark of secrecy, comes out of its seal."""

from __future__ import annotations

from services.content.engines.picture import made_anew, without_traces
from services.content.rules import article_files as rules
from services.content.rules.file_errors import ArticleFileNotFound
from services.content.store import article_files, scan_files, scans
from services.content.store.article_files import ArticleFile
from services.content.store.scans import Scan
from shared.outbox import ChangedByAnother
from shared.store import in_transaction


def release_file(scan: Scan, content: bytes) -> None:
    """Repeated after a kill it writes the same. Raises ChangedByAnother for one that was deleted meanwhile,
    PictureBroken, PictureTooLarge."""
    try:
        file = article_files.get(scan.article_id, scan.id)
    except ArticleFileNotFound:
        raise ChangedByAnother from None
    put_bytes(file, content)

    def work() -> None:
        scans.finished(scan)
        article_files.seen(file.id)

    try:
        in_transaction(work)
    except ChangedByAnother:
        if article_files.find(file.id) is None:  # deleted while its bytes came out: they were to be gone at once
            article_files.drop_bytes(file)
        raise
    scan_files.forget(scan.id)


def put_bytes(file: ArticleFile, content: bytes) -> None:
    """As readers are given them. `content`: as it was sent. Raises PictureBroken, PictureTooLarge."""
    if file.kind == "picture":
        made = made_anew(content)
        article_files.put(made.large, file.content_type, file.blob_id)
        article_files.put(made.small, file.content_type, file.small_id)
        return
    is_picture = rules.SORTS[file.content_type] in rules.PICTURES
    article_files.put(without_traces(content) if is_picture else content, file.content_type, file.blob_id)
