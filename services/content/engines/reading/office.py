"""What can be seen in a workbook or in slides, to be looked through for marks of secrecy: cells, names of sheets,
remarks, heads and feet, slides with their notes. In no order of reading. Files packed into them are not opened.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator

from services.content.engines.reading.office_parts import DRAWN_WORDS, UNREADABLE, checked, parsed
from services.content.engines.reading.pages import Pages
from services.content.rules.document_errors import FileBroken

OFFICE = "office"
_FOLDERS = ("xl/", "ppt/", "docProps/")
_LOOKS = re.compile(r"/theme/|/calcChain|/styles\.xml|/presProps|/tableStyles")
# A paragraph of slides and charts, a cell's text, a remark: their words may stand in several runs.
_WHOLE = {"p", "si", "is", "text"}
# Of the head and foot of a printed sheet: where its pieces stand, and their letters ("&C&\"Arial,Bold\"&14").
_HEADS = ("Header", "Footer")
_FORMATS = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-Z])')


def read_office(content: bytes) -> Pages:
    """Raises FileBroken, FileHasMacros, FileTooLong."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            seen = [name for name in checked(parts) if name.startswith(_FOLDERS) and name.endswith(".xml")]
            return Pages(
                "",
                "\n".join(
                    line for name in seen if not _LOOKS.search(name) for line in _words(parsed(parts.read(name)))
                ),
            )
    except UNREADABLE:
        raise FileBroken from None


def _words(part: ET.Element) -> Iterator[str]:
    for node in part.iter():
        kind = node.tag.rpartition("}")[2]
        if kind in _WHOLE:
            yield " ".join("".join(node.itertext()).split())
        elif node.text and node.text.strip():
            yield _FORMATS.sub("\n", node.text) if kind.endswith(_HEADS) else node.text
        if kind in {"sheet", "definedName"}:
            yield node.get("name", "")
        yield from (words for name, words in node.attrib.items() if name in DRAWN_WORDS)
