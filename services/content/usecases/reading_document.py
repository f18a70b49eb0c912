"""What every sent document goes through before anything of it is stored: its kind, its text, marks of secrecy, and
what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from services.content.engines.in_use import scan_limits
from shared.reading.document import document_in
from shared.reading.file import Head
from shared.reading.files import read_text
from shared.reading.head import ProposedHead
from shared.reading.kinds import Kind, kind_of
from shared.security import Actor
from shared.security.refusing import refuse_as_secret, refuse_secrets
from shared.security.secrecy import has_secret_mark, is_marked_name


@dataclass(frozen=True)
class Scanned:
    """`pages`: 0 while nobody has counted them."""

    kind: Kind
    pages: int


@dataclass(frozen=True)
class SentDocument:
    """`head`: as it is written at the top of a text file; otherwise `proposed` is what was recognised.

    `text`: the whole of it, of a text file with its head. `empty_pages`: pages, from 1, without a letter.
    `scan`: its letters have to be recognised; then the rest says nothing."""

    text: str
    head: Head | None
    proposed: ProposedHead
    empty_pages: tuple[int, ...]
    scan: Scanned | None = None


def read_document_file(
    content: bytes,
    file_name: str,
    actor: Actor | None,
    path: str,
    now: datetime,
    *,
    place: str = "file",
    scans: bool = False,
) -> SentDocument:
    """`place`: the field of the form. `scans`: whether pictures of pages are taken, here only as far as to know them
    for such. Raises SecretMark, NotADocument, FileTooLarge, ScanTooLarge, FileWithoutText, and what the reading
    raises."""
    if is_marked_name(file_name):
        refuse_as_secret([place], content, actor, path, now)
    kind = kind_of(content, file_name, largest_scan=scan_limits().bytes if scans else None)
    found = read_text(content, kind)
    if kind is Kind.TXT:
        refuse_secrets({place: found.text}, actor, path, now)
    elif has_secret_mark(found.text, found.beside):
        refuse_as_secret([place], content, actor, path, now)
    if scans and found.pictures:
        return SentDocument("", None, ProposedHead(""), (), Scanned(kind, found.count))
    document = document_in(found.text)
    return SentDocument(document.text, document.head, document.proposed, () if document.head else found.empty_pages)


def recognised_head(proposed: ProposedHead) -> dict[str, str]:
    values = msgspec.to_builtins(proposed)
    return {name: str(values[name]) for name in Head.__struct_fields__ if values.get(name)}
