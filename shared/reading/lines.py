"""The lines of a printed page made into paragraphs again.

What stands at the top or bottom of most pages (heads, feet, numbers of pages) is left out. A line goes on with the
next one unless that one opens something (Điều, a clause, a point) or the line ends early. Guesses: where it guesses
wrong a paragraph is cut in two, and no word is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_PAGE_NUMBER = re.compile(r"^(?:trang\s*)?[-–—\s]*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_OPENER = re.compile(
    r"^(?:Điều\s+\d|(?:Chương|Phần|Mục)\s+(?:[IVXLC\d]|thứ\b)|Phụ lục\b|[IVXL]{1,6}\s*[.\-–]\s"
    r"|\d{1,3}(?:\.\d{1,3})*\s*[.)]\s|[a-zđ]\)\s|[-–+•*]\s|Căn cứ\b|Nơi nhận|Số\s*:|T/M\b|\[\d+\])",
    re.IGNORECASE,
)
_EDGE = 2
_ENDS = ".:;!?"


def paragraphs_of_pages(pages: Sequence[Sequence[str]]) -> list[str]:
    cleaned = [[" ".join(line.split()) for line in page if line.strip()] for page in pages]
    lines = [line for page in _without_edges(cleaned) for line in page]
    return _joined(lines)


def _without_edges(pages: list[list[str]]) -> Iterable[list[str]]:
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(page[index]) for index in _edges(page)})
    often = max(3, round(len(pages) * 0.6))
    for page in pages:
        dropped = {
            index for index in _edges(page) if _PAGE_NUMBER.match(page[index]) or seen[_shape(page[index])] >= often
        }
        yield [line for index, line in enumerate(page) if index not in dropped]


def _edges(page: Sequence[str]) -> set[int]:
    near = (index for index in range(len(page)) if index < _EDGE or index >= len(page) - _EDGE)
    return {index for index in near if not _OPENER.match(page[index])}


def _shape(line: str) -> str:
    return _DIGITS.sub("#", line)


def _joined(lines: list[str]) -> list[str]:
    lengths = sorted(len(line) for line in lines)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    found: list[str] = []
    last = ""
    for line in lines:
        if found and _goes_on(last, line, width):
            found[-1] += f" {line}"
        else:
            found.append(line)
        last = line
    return found


def _goes_on(last: str, line: str, width: int) -> bool:
    if _OPENER.match(line) or last[-1] in _ENDS or last.isupper() != line.isupper() or not re.search(r"\w", last):
        return False
    if line[0].islower():
        return True
    return len(last) >= width * 0.85
