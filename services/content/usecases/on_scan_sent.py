"""The scan worker's job: page after page, a mark of secrecy looked for on each before it is kept, then a draft for the
desk; what was sent for an article is released. Begun again after a kill it goes on at the page it was at; a page that
it was killed by three times is left out.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime

from services.content.engines.scanning import PageReaderDied, count_pages, read_page
from services.content.rules.document_errors import PageBlank, PageNotRead, PageWithoutText, ScannerMissing
from services.content.rules.file_errors import FileNotLookedThrough
from services.content.rules.scan_text import PageText, is_marked, text_of_pages
from services.content.store import scan_files, scans
from services.content.store.scan_files import BlobNotFound
from services.content.store.scans import FAILED, OPEN, REFUSED, Scan
from services.content.usecases.ending_scan import end_scan
from services.content.usecases.finishing_scan import ReadSoFar, as_draft, code_of
from services.content.usecases.releasing_file import release_file
from shared import clock
from shared.contracts.content import ScanSent
from shared.errors import Invalid
from shared.outbox import ChangedByAnother
from shared.reading.errors import FileBroken
from shared.reading.kinds import Kind
from shared.security import Actor
from shared.security.refusing import SecretMark, refuse_as_secret
from shared.store import in_transaction

MOST_TRIES = 3
LOOKED_THROUGH = ("", PageBlank.code, PageWithoutText.code)
"""What is said of a page that was read, if only to find that nothing stands on it: a photograph."""
SLICE_SECONDS = 60.0
"""One scan's share before others that wait get their turn."""


def on_scan_sent(told: ScanSent, seconds: float = SLICE_SECONDS) -> bool:
    """Whether nothing is left to do. Raises ScannerMissing."""
    scan = scans.find(told.scan_id)
    if scan is None or scan.state not in OPEN:
        scan_files.forget(told.scan_id)  # its reader may have been killed before it did
        return True
    try:
        return _read(scan, scan_files.read(scan.id), time.monotonic() + seconds)
    except ScannerMissing:
        raise
    except SecretMark as error:
        end_scan(scan, error, REFUSED, clock.now())
    except ChangedByAnother:
        pass  # thrown away, or another worker has it
    except BlobNotFound:
        end_scan(scan, FileBroken(), FAILED, clock.now())
    except Invalid as error:
        end_scan(scan, error, FAILED, clock.now())
    return True


def _read(scan: Scan, content: bytes, until: float) -> bool:
    """Raises Invalid, ChangedByAnother."""
    kind = Kind(scan.kind)
    if not scan.pages:
        scan = _counted(scan, content, kind)
    done = scans.numbers_read(scan.id)
    for number in range(1, scan.pages + 1):
        if number in done:
            continue
        scan = _page(scan, content, kind, number)
        if time.monotonic() > until and number < scan.pages:
            return False
    if scan.article_id:
        _release(scan, content)
    else:
        _finish(scan, content)
    return True


def _counted(scan: Scan, content: bytes, kind: Kind) -> Scan:
    """Raises FileBroken, FileTooLong."""
    if scan.tries >= MOST_TRIES:
        raise FileBroken
    scan = scans.begin_page(scan, 0, clock.now())
    try:
        pages = count_pages(content, kind)
    except PageReaderDied:
        raise FileBroken from None
    return scans.counted(scan, pages, clock.now())


def _page(scan: Scan, content: bytes, kind: Kind, number: int) -> Scan:
    """Raises SecretMark, ChangedByAnother."""
    text, code = PageText(()), ""
    while True:
        if scan.page == number and scan.tries >= MOST_TRIES:
            code = PageNotRead.code
            break
        scan = scans.begin_page(scan, number, clock.now())
        try:
            read = read_page(content, kind, number, as_seen=bool(scan.article_id))
        except PageReaderDied:
            continue
        except ScannerMissing:
            scans.not_tried(scan)
            raise
        except Invalid as error:
            code = error.code
            break
        text = read.text
        if is_marked(text.text, read.beside):
            refuse(content, scan, clock.now())
        code = code_of(text)
        break
    if scans.find(scan.id) is None:
        raise ChangedByAnother
    scans.keep_page(scan, number, text, code)
    return scan


def _release(scan: Scan, content: bytes) -> None:
    """Raises SecretMark, FileNotLookedThrough, ChangedByAnother."""
    pages = _so_far(scan)
    if is_marked(text_of_pages([page.text for page in pages]), ""):
        refuse(content, scan, clock.now())
    if any(page.code not in LOOKED_THROUGH for page in pages):
        raise FileNotLookedThrough
    release_file(scan, content)


def _finish(scan: Scan, content: bytes) -> None:
    """Raises SecretMark, FileWithoutText, DocumentUnreadable, ChangedByAnother."""
    draft = as_draft(_so_far(scan))
    if is_marked(draft.text, ""):
        refuse(content, scan, clock.now())

    def work() -> None:
        scans.finished(scan)
        draft.keep(scan.id, at=clock.now(), by=scan.by, file_name=scan.file_name, audience=scan.audience)

    in_transaction(work)
    scan_files.forget(scan.id)


def _so_far(scan: Scan) -> Sequence[ReadSoFar]:
    return [ReadSoFar(row.number, row.text, row.code) for row in scans.pages_read(scan.id)]


def refuse(content: bytes, scan: Scan, now: datetime) -> None:
    """Raises SecretMark, with whoever sent it in the trail."""
    refuse_as_secret(["file"], content, Actor(scan.by, scan.audience, (), scan.id, now), scan.audience, now)
