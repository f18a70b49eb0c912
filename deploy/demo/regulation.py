"""`python -m deploy.demo.regulation`: the sample regulation as a Word file, from its source in words.

In the source a line is a paragraph; `==` ends a column of the head, `#` stands in the middle of the page, `!` is a
heading, `| … |` a row of a table, and `[^ …]` at the end of a line a footnote. The same source makes the same file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from deploy.demo.word import WordFile

FOLDER = Path(__file__).resolve().parent / "documents" / "desk"
SOURCE = FOLDER / "15-qd-tu.source.txt"
WORD = FOLDER / "15-qd-tu.docx"
_COLUMNS = re.compile(r"^==\n", re.MULTILINE)
_NOTE = re.compile(r"\[\^ (.+)\]$")


def made() -> bytes:
    left, right, text = _COLUMNS.split(SOURCE.read_text(encoding="utf-8"), maxsplit=2)
    file = WordFile()
    file.table([[left.strip(), right.strip()]], lines=False)
    rows: list[Sequence[str]] = []
    head = True
    for line in text.splitlines():
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            file.table(rows)
            rows = []
        head = _line(file, line, head)
    return file.saved()


def _line(file: WordFile, line: str, head: bool) -> bool:
    """Whether the next line still belongs to the title."""
    if head:
        file.paragraph(line, bold=line != "-----", centre=True)
        return line != "-----"
    if line.startswith("# "):
        file.paragraph(line[2:], bold=True, centre=True)
    elif line.startswith("! "):
        file.paragraph(line[2:], bold=True)
    else:
        note = _NOTE.search(line)
        file.paragraph(_NOTE.sub("", line), note=note[1] if note else "")
    return False


def main() -> int:
    WORD.write_bytes(made())
    print(f"{WORD.name}: {WORD.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
