"""The application's own guide as knowledge: a file for each kind of person, a section for each task.

A section is a heading "## …", a line "Mở: /path" with the page that it is about, and plain sentences. The line
"Dành cho: ROLE" under the title says for whom the pages open; to read it is for everybody.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from services.assistant.rules.knowledge import EVERYBODY, Entry, KnownClause, KnownDocument
from shared.vietnamese.folding import fold

_SECTION = re.compile(r"^## (?P<heading>.+)\nMở: (?P<path>/\S*)\n(?P<text>(?:(?!## ).*\n?)+)", re.MULTILINE)
_TITLE = re.compile(r"^# (.+)\nDành cho: (\w+)$", re.MULTILINE)


@dataclass(frozen=True)
class Guide:
    role: str
    entry: Entry


def read_guide(name: str, text: str) -> Guide:
    """Raises ValueError for a file that is not in this form."""
    title = _TITLE.match(text)
    sections = [
        KnownClause(
            anchor=fold(found["heading"]).replace(" ", "-"),
            heading=found["heading"].strip(),
            text=found["text"].strip(),
            opens=found["path"],
        )
        for found in _SECTION.finditer(text)
    ]
    if title is None or len(sections) != text.count("\n## "):
        raise ValueError(f"{name}: not in the form of a guide")
    document = KnownDocument(
        document_id=f"guide-{name}",
        # Another text is another version, which is what an index is compared by.
        version=zlib.crc32(text.encode()),
        audience=EVERYBODY,
        number="",
        title=title[1],
        kind="Hướng dẫn sử dụng",
        issuer="",
        source="guide",
    )
    return Guide(title[2], (document, sections))
