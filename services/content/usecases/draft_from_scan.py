"""A scan read at the machine itself, page by page while somebody waits. Nothing of its file is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from services.content.engines.scanning import PageReaderDied, count_pages, read_page
from services.content.rules.document_errors import PageNotRead
from services.content.rules.scan_text import PageText, is_marked
from services.content.store import document_drafts
from services.content.usecases.finishing_scan import ReadSoFar, as_draft, code_of
from services.content.usecases.reading_document import Scanned
from shared.errors import Invalid
from shared.reading.errors import FileBroken
from shared.reading.kinds import Kind
from shared.security.refusing import refuse_as_secret

AT_THE_MACHINE = "machine"


def draft_from_scan(
    content: bytes, scan: Scanned, file_name: str, audience: str, now: datetime, *, progress: Callable[[str], None]
) -> str:
    """The draft's id; of the same file the same. Raises SecretMark, FileBroken, FileTooLong, FileWithoutText,
    DocumentUnreadable, ScannerMissing."""
    draft_id = hashlib.sha256(audience.encode() + content).hexdigest()
    if document_drafts.find(draft_id) is not None:
        return draft_id
    pages = scan.pages or _counted(content, scan.kind)
    read: list[ReadSoFar] = []
    for number in range(1, pages + 1):
        progress(f"{file_name}: đang nhận dạng chữ, trang {number}/{pages}")
        read.append(_page(content, scan.kind, number, audience, now))
    draft = as_draft(read)
    if is_marked(draft.text, ""):
        refuse_as_secret(["file"], content, None, audience, now)
    draft.keep(draft_id, at=now, by=AT_THE_MACHINE, file_name=file_name, audience=audience)
    return draft_id


def _counted(content: bytes, kind: Kind) -> int:
    try:
        return count_pages(content, kind)
    except PageReaderDied:
        raise FileBroken from None


def _page(content: bytes, kind: Kind, number: int, audience: str, now: datetime) -> ReadSoFar:
    """Raises SecretMark, ScannerMissing."""
    try:
        found = read_page(content, kind, number)
    except PageReaderDied:
        return ReadSoFar(number, PageText(()), PageNotRead.code)
    except Invalid as error:
        return ReadSoFar(number, PageText(()), error.code)
    if is_marked(found.text.text, found.beside):
        refuse_as_secret(["file"], content, None, audience, now)
    return ReadSoFar(number, found.text, code_of(found.text))
