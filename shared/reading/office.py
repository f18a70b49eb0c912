"""A workbook or slides: their text is what stands in the cells and on the slides; beside it lies what else can be seen
there (names of sheets, remarks, heads and feet, notes, who wrote it), to be looked through for marks of secrecy and not
to be found. In no order of reading. Files packed into them are not opened.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator

from shared.reading.errors import FileBroken
from shared.reading.office_parts import DRAWN_WORDS, UNREADABLE, checked, parsed
from shared.reading.pages import Pages

OFFICE = "office"
_FOLDERS = ("xl/", "ppt/", "docProps/")
_LOOKS = re.compile(r"/theme/|/calcChain|/styles\.xml|/presProps|/tableStyles")
_TEXTS = re.compile(r"xl/sharedStrings\.xml|xl/worksheets/|ppt/slides/slide")
# A paragraph of slides and charts, a cell's text, a remark: their words may stand in several runs.
_WHOLE = {"p", "si", "is", "text"}
# Of the head and foot of a printed sheet: where its pieces stand, and their letters ("&C&\"Arial,Bold\"&14").
_HEADS = ("Header", "Footer")
_FORMATS = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-Z])')


def read_office(content: bytes) -> Pages:
    """Raises FileBroken, FileHasMacros, FileTooLong."""
    text: list[str] = []
    beside: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for name in checked(parts):
                if name.startswith(_FOLDERS) and name.endswith(".xml") and not _LOOKS.search(name):
                    for whole, words in _words(parsed(parts.read(name))):
                        (text if whole and _TEXTS.match(name) else beside).append(words)
    except UNREADABLE:
        raise FileBroken from None
    return Pages("\n".join(_ended(words) for words in text), "\n".join(beside))


def _words(part: ET.Element) -> Iterator[tuple[bool, str]]:
    """(whether it stands in a cell or a paragraph, what is read)."""
    kind = part.tag.rpartition("}")[2]
    if kind in {"sheet", "definedName"}:
        yield False, part.get("name", "")
    yield from ((False, words) for name, words in part.attrib.items() if name in DRAWN_WORDS)
    if kind in _WHOLE:
        yield True, " ".join("".join(part.itertext()).split())
        return
    if part.text and part.text.strip():
        yield False, _FORMATS.sub("\n", part.text) if kind.endswith(_HEADS) else part.text
    for child in part:
        yield from _words(child)


def _ended(words: str) -> str:
    """Where a cell ends is seen when it is shown beside the next."""
    return words if not words or words[-1] in ".;:!?…" else f"{words};"
