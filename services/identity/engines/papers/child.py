"""`python -m services.identity.engines.papers.child pdf|docx < FILE`: looks through one file and prints what it found.

Limits itself before it reads a byte. Knows no store, no key and no setting.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator

import pypdfium2

from services.identity.rules.paper_errors import PaperBroken, PaperHasMacros, PaperLocked, PaperTooLong
from services.identity.rules.paper_kinds import Kind
from shared.security.secrecy import has_secret_mark

MOST_PAGES = 200
MOST_UNPACKED = 40_000_000
_MEMORY, _CPU_SECONDS = 320_000_000, 5
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PASSWORD_NEEDED = 4
"""PDFium's FPDF_ERR_PASSWORD."""


def look(content: bytes, kind: Kind) -> dict[str, object]:
    try:
        pages, texts = _pdf(content) if kind is Kind.PDF else _docx(content)
    except (PaperBroken, PaperHasMacros, PaperLocked, PaperTooLong) as refused:
        return {"refused": type(refused).__name__}
    return {"pages": pages, "has_text": any(text.strip() for text in texts), "marked": has_secret_mark(*texts)}


def _pdf(content: bytes) -> tuple[int, list[str]]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise (PaperLocked if error.err_code == _PASSWORD_NEEDED else PaperBroken) from None
    if len(document) > MOST_PAGES:
        raise PaperTooLong
    if len(document) == 0:
        raise PaperBroken
    try:
        texts = [page.get_textpage().get_text_range() for page in document]
    except pypdfium2.PdfiumError:
        raise PaperBroken from None
    return len(texts), [*document.get_metadata_dict().values(), *texts]


def _docx(content: bytes) -> tuple[int, list[str]]:
    """Body, headers and footers, notes, and what the file says of itself. Pages are known to Word alone: 0."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            entries = parts.infolist()
            if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise PaperTooLong
            if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
                raise PaperHasMacros
            if "word/document.xml" not in parts.namelist():
                raise PaperBroken
            read = [
                parts.read(entry)
                for entry in entries
                if entry.filename.startswith(("word/", "docProps/")) and entry.filename.endswith(".xml")
            ]
        return 0, ["\n".join(_paragraphs(part)) for part in read]
    except (zipfile.BadZipFile, ET.ParseError, RuntimeError, NotImplementedError, EOFError):
        raise PaperBroken from None


def _paragraphs(part: bytes) -> Iterator[str]:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:  # Word writes none; who does wants to harm the reader
        raise PaperBroken
    line: list[str] = []
    for _, element in ET.iterparse(io.BytesIO(part)):  # noqa: S314 - no entities, see above, and in a process with limits
        if element.tag == _WORD + "t" or not element.tag.startswith(_WORD):
            line.append(element.text or "")
        elif element.tag == _WORD + "tab":
            line.append("\t")
        if element.tag in {_WORD + "p", _WORD + "br"} or not element.tag.startswith(_WORD):
            yield "".join(line)
            line.clear()
            element.clear()


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    print(json.dumps(look(sys.stdin.buffer.read(), Kind(sys.argv[1]))))  # noqa: T201 - its answer
    return 0


if __name__ == "__main__":
    sys.exit(main())
