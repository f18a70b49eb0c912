"""The parts of an Office file (OOXML): unpacked within limits, parsed without entities, which Office never writes."""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile

from shared.reading.errors import FileBroken, FileHasMacros, FileTooLong

MOST_UNPACKED = 60_000_000
MOST_OF_A_PART = 20_000_000
MOST_RATIO = 150
# Of a watermark (WordArt), a picture or a shape: words that stand in no paragraph.
DRAWN_WORDS = {"string", "descr", "title", "alt"}
UNREADABLE = (zipfile.BadZipFile, ET.ParseError, RuntimeError, NotImplementedError, EOFError, ValueError)
# "Strict Open XML" differs in this name only, for what is read here.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def checked(parts: zipfile.ZipFile) -> list[str]:
    """The names of the parts. Raises FileHasMacros, FileTooLong."""
    entries = parts.infolist()
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise FileTooLong
    for entry in entries:
        if entry.filename.lower().endswith("vbaproject.bin"):
            raise FileHasMacros
        squeezed = entry.file_size > 1_000_000 and entry.file_size > entry.compress_size * MOST_RATIO
        if entry.filename.endswith(".xml") and (entry.file_size > MOST_OF_A_PART or squeezed):
            raise FileTooLong
    return parts.namelist()


def parsed(part: bytes) -> ET.Element:
    """Raises FileBroken, ParseError."""
    # Declarations are ASCII in every encoding that Office writes; one in UTF-16 has a zero after each letter.
    if b"<!DOCTYPE" in (plain := part.replace(b"\x00", b"")) or b"<!ENTITY" in plain:
        raise FileBroken
    return ET.fromstring(part.replace(_STRICT, _USUAL))  # noqa: S314 - no entities, see above, and in a process with limits
