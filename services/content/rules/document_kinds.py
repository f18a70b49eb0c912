"""What a sent document is, by its content; HTML and text, which have no signature, by their name as well."""

from __future__ import annotations

import re
from enum import StrEnum

from services.content.rules.document_errors import FileLocked, FileTooLarge, NotADocument

MOST_BYTES = 11_000_000
ENDINGS = (".txt", ".docx", ".pdf", ".html", ".htm")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


class Kind(StrEnum):
    TXT = "txt"
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


def kind_of(content: bytes, file_name: str) -> Kind:
    """Raises FileTooLarge, FileLocked, NotADocument. Whether all of it is whole is seen when it is read."""
    if len(content) > MOST_BYTES:
        raise FileTooLarge
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
