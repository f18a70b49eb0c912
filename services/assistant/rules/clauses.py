"""Cutting a plain regulation into clauses, for files that did not come through content's import.

Lines that start "Chương", "Điều 5." or "2." mark the structure; points "a)" stay with their clause. A text
without any mark is cut into paragraphs. Every clause keeps its words; only blank lines and chapter titles go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.assistant.rules.knowledge import KnownClause

_ARTICLE = re.compile(r"^Điều\s+(\d+[a-zđ]?)\s*[.:]", re.IGNORECASE)
_CHAPTER = re.compile(r"^(?:Chương|Phần|Mục)\s+[IVXLC\d]+", re.IGNORECASE)
_NUMBERED = re.compile(r"^(\d{1,3})\s*[.)]\s")


def clauses_of(title: str, text: str) -> list[KnownClause]:
    found: list[KnownClause] = []
    for heading, article, lines in _articles(title, text):
        for position, (number, words) in enumerate(_numbered(lines), start=1):
            found.append(KnownClause(anchor=_anchor(article, number, position), heading=heading, text=words))
    return found


def _anchor(article: str, number: str, position: int) -> str:
    if number:
        return f"{article}-khoan-{number}".lstrip("-")
    return article if article and position == 1 else f"{article}-doan-{position}".lstrip("-")


def _articles(title: str, text: str) -> Iterator[tuple[str, str, list[str]]]:
    heading, article, under_chapter = title, "", False
    lines: list[str] = []
    for line in (part.strip() for part in text.splitlines()):
        mark = _ARTICLE.match(line)
        if mark:
            yield heading, article, lines or [heading] * bool(article)
            heading, article, lines = line, f"dieu-{mark[1].lower()}", []
        elif line and not _CHAPTER.match(line) and not (under_chapter and line.isupper()):
            lines.append(line)
        under_chapter = bool(_CHAPTER.match(line))
    # An article whose words all stand on its first line is its own clause.
    yield heading, article, lines or [heading] * bool(article)


def _numbered(lines: list[str]) -> Iterator[tuple[str, str]]:
    """A numbered line opens a clause and owns the lines after it; lines before the first one stand alone."""
    number = ""
    words: list[str] = []
    for line in lines:
        mark = _NUMBERED.match(line)
        if mark or (not number and words and not _introduces(words[-1])):
            if words:
                yield number, "\n".join(words)
            number, words = (mark[1] if mark else ""), [line]
        else:
            words.append(line)
    if words:
        yield number, "\n".join(words)


def _introduces(line: str) -> bool:
    return line.endswith(":")
