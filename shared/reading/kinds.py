"""What a sent document is, by its content; HTML and text, which have no signature, by their name as well."""

from __future__ import annotations

import re
from enum import StrEnum

from shared.reading.errors import FileLocked, FileTooLarge, NotADocument, ScanTooLarge

MOST_BYTES = 11_000_000
ENDINGS = (".txt", ".docx", ".pdf", ".html", ".htm")
PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


class Kind(StrEnum):
    TXT = "txt"
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    PICTURE = "picture"


def kind_of(content: bytes, file_name: str, *, largest_scan: int | None = None) -> Kind:
    """`largest_scan`: of PDF and of pictures, which are taken only where scans are. Raises FileTooLarge, ScanTooLarge,
    FileLocked, NotADocument. Whether all of it is whole is seen when it is read."""
    seen = _seen(content, file_name)
    if largest_scan is not None and seen in {Kind.PDF, Kind.PICTURE}:
        if len(content) > largest_scan:
            raise ScanTooLarge.above(largest_scan)
    elif seen is Kind.PICTURE:
        raise NotADocument
    elif len(content) > MOST_BYTES:
        raise FileTooLarge
    return seen


def _seen(content: bytes, file_name: str) -> Kind:
    if content.startswith(_PICTURES):
        return Kind.PICTURE
    if content.startswith(_OLD_OFFICE):  # a DOCX with a password lies in the old kind of file
        raise FileLocked if _PACKAGE in content else NotADocument
    if content.startswith(b"PK\x03\x04") and b"word/" in content:
        return Kind.DOCX
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return Kind.PDF
    name = file_name.lower()
    if name.endswith((".html", ".htm")) or _HTML.match(content[:4000].removeprefix(b"\xef\xbb\xbf")):
        return Kind.HTML
    if name.endswith(".txt"):
        return Kind.TXT
    raise NotADocument
