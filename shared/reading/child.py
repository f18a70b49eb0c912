"""`python -m shared.reading.child docx|pdf|html|office < FILE`: prints the text of one file as JSON.

Limits itself before it reads a byte. Knows no store, no key and no setting.
"""

from __future__ import annotations

import json
import resource
import sys

from shared.errors import Invalid
from shared.reading.docx import read_docx
from shared.reading.html import read_html
from shared.reading.kinds import Kind
from shared.reading.office import OFFICE, read_office
from shared.reading.pages import Pages
from shared.reading.pdf import read_pdf
from shared.unseen import only_seen

_MEMORY, _CPU_SECONDS = 400_000_000, 8
_READERS = {Kind.DOCX: read_docx, Kind.PDF: read_pdf, Kind.HTML: read_html, OFFICE: read_office}


def read(content: bytes, kind: str) -> dict[str, object]:
    try:
        found: Pages = _READERS[kind](content)
        text = only_seen(found.text)
    except Invalid as refused:
        return {"refused": type(refused).__name__}
    return {
        "text": text, "beside": only_seen(found.beside), "empty_pages": found.empty, "pictures": found.pictures,
        "count": found.count, "sheets": found.sheets,
    }  # fmt: skip


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    print(json.dumps(read(sys.stdin.buffer.read(), sys.argv[1])))  # noqa: T201 - its answer
    return 0


if __name__ == "__main__":
    sys.exit(main())
