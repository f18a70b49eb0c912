"""What a sent file is, by its content alone, and what it is called when it is given out again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from services.identity.rules.names import tidy
from services.identity.rules.paper_errors import NotAPaper, PaperTooLarge

MOST_BYTES = 11_000_000
LONGEST_FILE_NAME = 120
_BEFORE = b"\xef\xbb\xbf \t\r\n"
"""What some writers put before the signature of a PDF; anything else there makes it two kinds of file at once."""


class Kind(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    JPEG = "jpeg"
    PNG = "png"


MEDIA_TYPES: Mapping[Kind, str] = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
}
_ENDINGS: Mapping[Kind, str] = {Kind.PDF: ".pdf", Kind.DOCX: ".docx", Kind.JPEG: ".jpg", Kind.PNG: ".png"}
_UNSAFE = re.compile(r"[^\w .,()\-]+")


def kind_of(content: bytes) -> Kind:
    """Raises NotAPaper, PaperTooLarge. Whether all of it is whole is looked at afterwards."""
    if len(content) > MOST_BYTES:
        raise PaperTooLarge
    if content.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if content.lstrip(_BEFORE).startswith(b"%PDF-"):
        return Kind.PDF
    if content.startswith(b"PK\x03\x04") and b"word/document.xml" in content:
        return Kind.DOCX
    raise NotAPaper


def file_name(given: str, kind: Kind) -> str:
    """Without folders and signs that mean something to a machine; the ending follows the content."""
    name = tidy(_UNSAFE.sub(" ", re.split(r"[/\\]", given)[-1]))
    stem = name.rpartition(".")[0] if "." in name else name
    return (stem.strip(" .")[:LONGEST_FILE_NAME] or "giay-to") + _ENDINGS[kind]
