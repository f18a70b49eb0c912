"""One text cut where a reader breathes: into sentences, an endless one at its clauses.

Promises: no piece is longer than LONGEST characters; nothing of the text is lost or repeated.
"""

from __future__ import annotations

import re

LONGEST = 500

# Possessive, and only from the first of a row of signs: a dotted line of a form is gone through once.
_ENDS = re.compile(r"(?<![.!?…])[.!?…]++[\"”’»)\]]*+(?:\[\d{1,3}\]|[⁰¹²³⁴-⁹])*+(?=\s)")
_OPENS = re.compile(r"\s+[\"“‘«(\[\-–•]*\s*[A-ZÀ-ỸĐ\d]")
_INITIAL = re.compile(r"(?:^|[\s.(])[A-ZĐ]\.$")
_LONGEST_NAME = 64
_LIST_NUMBER = re.compile(r"^\s*(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,7}|[A-Za-zđĐ])\.$")


def sentences_of(text: str, dotted: tuple[str, ...] = ()) -> list[str]:
    """A line is at least one sentence; inside it a full stop counts when a new one opens. `dotted`: abbreviations
    that end in a full stop without ending a sentence («TP.»)."""
    found: list[str] = []
    for line in text.splitlines():
        start = 0
        for end in (match.end() for match in _ENDS.finditer(line)):
            if _OPENS.match(line, end) and not _inside_a_name(line, start, end, dotted):
                found.append(line[start:end].strip())
                start = end
        found.append(line[start:].strip())
    return [sentence for sentence in found if sentence]


def pieces_of(sentence: str) -> list[str]:
    """A sentence too long for one go is cut after «;», else «,», else between words, else anywhere."""
    pieces: list[str] = []
    rest = sentence
    while len(rest) > LONGEST:
        cut = _last_cut(rest)
        pieces.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [*pieces, rest]


def _inside_a_name(line: str, start: int, end: int, dotted: tuple[str, ...]) -> bool:
    so_far = line[max(start, end - _LONGEST_NAME) : end]
    if (end - start <= _LONGEST_NAME and _LIST_NUMBER.match(so_far)) or _INITIAL.search(so_far):
        return True
    return any(_ends_with(so_far, word) for word in dotted if not word.startswith("v.v"))


def _ends_with(text: str, word: str) -> bool:
    before = text[: -len(word)][-1:]
    return text.endswith(word) and not (before.isalnum() or before == "_")


def _last_cut(text: str) -> int:
    for sign in ("; ", ", ", " "):
        cut = text.rfind(sign, LONGEST // 4, LONGEST)
        if cut > 0:
            return cut + len(sign)
    return LONGEST
