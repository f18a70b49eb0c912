"""Cuts the text of a Party document into sections that can be linked to and quoted.

An anchor is made from the numbers in the text ("dieu-3-khoan-2", "phu-luc-i-dieu-1"), so it stays the same when the
document is imported again with other words, or with more after it. Points "a)" stay in their clause. Every line is
in exactly one section, except the lines that only divide: chapter marks with their titles, and headings, which are
given beside the text (`chapters`, outermost first, and `heading`). Two clauses that carry the same number are told
apart by a counter ("…-lan-2").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from shared.vietnamese.folding import fold

_ARTICLE = re.compile(r"^Điều\s+(\d+[a-zđ]?)\s*[.:]", re.IGNORECASE)
_PART = re.compile(r"^([IVXL]{1,6})\s*[.\-–]\s*\S")
_ANNEX = re.compile(r"^Phụ lục\b\s*(?:số\s*)?([IVXL]+|\d+|[A-Z])?\s*[.:]?", re.IGNORECASE)
_CHAPTER = re.compile(r"^(Chương|Phần|Mục)\s+(?:[IVXLC]+|\d+|thứ\s+\S+)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"^(\d{1,3})\s*[.)]\s+\S")
_POINT = re.compile(r"^(?:[a-zđ]\)|[-–+•*])\s")
# Which of them stands above which.
_RANKS = {"phan": 0, "chuong": 1, "muc": 2}


@dataclass(frozen=True)
class Section:
    anchor: str
    heading: str
    text: str
    chapters: tuple[str, ...] = ()


@dataclass
class _Block:
    """What stands under one heading."""

    anchor: str
    heading: str
    chapters: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)


def sections_of(title: str, text: str) -> list[Section]:
    """`title` heads what stands before the first heading of the text."""
    taken: Counter[str] = Counter()
    sections = []
    for block in _blocks(title, [line.strip() for line in text.splitlines() if line.strip()]):
        for number, words in _clauses(block):
            anchor = _joined(block.anchor, f"khoan-{number}" if number else "") or "doan"
            taken[anchor] += 1
            sections.append(Section(_unique(anchor, taken[anchor]), block.heading, "\n".join(words), block.chapters))
    return sections


def _unique(anchor: str, time: int) -> str:
    if anchor == "doan":
        return f"doan-{time}"
    return anchor if time == 1 else f"{anchor}-lan-{time}"


def _blocks(title: str, lines: list[str]) -> Iterator[_Block]:
    annex = ""
    chapters: dict[int, str] = {}
    in_title = False
    block = _Block("", title)
    for line, following in zip(lines, [*lines, ""][1:], strict=True):
        if found := _CHAPTER.match(line):
            rank = _RANKS[fold(found[1])]
            chapters = {at: name for at, name in chapters.items() if at < rank} | {rank: line}
            in_title = True
        elif opened := _opened(line, annex):
            yield block
            if _ANNEX.match(line):
                annex, chapters = opened.anchor, {}
            block, in_title = replace(opened, chapters=tuple(chapters[rank] for rank in sorted(chapters))), False
        elif in_title and (line.isupper() or _is_title(line, chapters, following)):
            chapters[max(chapters)] += f"{'. ' if _is_bare(chapters) else ' '}{line}"
        else:
            block.lines.append(line)
            in_title = False
    yield block


def _is_title(line: str, chapters: dict[int, str], following: str) -> bool:
    """In small letters a title is known by standing alone between a bare mark and the first heading under it."""
    opens = _CLAUSE.match(line) or _POINT.match(line)
    return _is_bare(chapters) and bool(_ARTICLE.match(following)) and not opens and len(line) <= 200


def _is_bare(chapters: dict[int, str]) -> bool:
    return _CHAPTER.fullmatch(chapters[max(chapters)]) is not None


def _opened(line: str, annex: str) -> _Block | None:
    if found := _ARTICLE.match(line):
        return _Block(_joined(annex, f"dieu-{fold(found[1])}"), line)
    if found := _PART.match(line):
        return _Block(_joined(annex, f"muc-{found[1].lower()}"), line)
    if (found := _ANNEX.match(line)) and len(line) <= 200:
        return _Block(_joined("phu-luc", (found[1] or "").lower()), line)
    return None


def _joined(upper: str, lower: str) -> str:
    return f"{upper}-{lower}" if upper and lower else upper or lower


def _clauses(block: _Block) -> Iterator[tuple[str, list[str]]]:
    """A numbered line opens a clause and owns the lines after it. A heading with nothing under it is its own text.
    Where no heading stands above, each paragraph is a section: a resolution may be all paragraphs."""
    number = ""
    words: list[str] = [] if block.lines or not block.anchor else [block.heading]
    for line in block.lines:
        found = _CLAUSE.match(line)
        if found or not (number or block.anchor):
            if words:
                yield number, words
            number, words = (found[1] if found else ""), []
        words.append(line)
    if words:
        yield number, words
