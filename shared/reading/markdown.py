"""Markdown as plain text: the signs that only say how it looks go, words, numbers and lines stay."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_RULE = re.compile(r"^\s{0,3}(?:[-*_=]\s*){3,}$|^\s{0,3}(?:```|~~~).*$|^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*$")
_OPENING = re.compile(r"^\s*(?:>\s?)*(?:#{1,6}\s+)?")
_CLOSING = re.compile(r"\s+#+\s*$")
_IMAGE_OR_LINK = re.compile(r"!?\[([^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_STRONG = re.compile(r"(\*\*\*|\*\*|\*|___|__|~~|`+)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")


def plain(text: str) -> str:
    """A head between two lines of --- at the top stays as it is written."""
    head, text = _head(text)
    lines = (_line(line) for line in _COMMENT.sub("", text).split("\n") if not _RULE.match(line))
    return head + "\n".join(lines)


def _head(text: str) -> tuple[str, str]:
    if not text.startswith("---\n"):
        return "", text
    head, end, rest = text[4:].partition("\n---\n")
    return (f"---\n{head}\n---\n", rest) if end else ("", text)


def _line(line: str) -> str:
    line = _CLOSING.sub("", _OPENING.sub("", line)) if line.strip() else ""
    line = _IMAGE_OR_LINK.sub(r"\1", line)
    if line.startswith("|"):
        line = " | ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
    for _ in range(3):  # bold within italic within a quotation
        line = _STRONG.sub(r"\2", line)
    return _ESCAPED.sub(r"\1", line).rstrip()
