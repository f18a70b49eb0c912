"""An article cut into what is synthesised in one go: its title, then each paragraph sentence by sentence.

Promises: no segment is longer than LONGEST characters; nothing of the text is lost or repeated; the pause
after each segment grows from sentence to paragraph to title; the same article always gives the same segments,
so that editing one sentence leaves the others (and their cached audio) as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

LONGEST = 500
LONGEST_ARTICLE = 40_000  # characters, about three quarters of an hour; more would not fit the worker's memory
AFTER_CLAUSE = 0.18
AFTER_SENTENCE = 0.38
AFTER_PARAGRAPH = 0.75
AFTER_TITLE = 1.1

_ENDS = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s)")
_OPENS = re.compile(r"\s+[\"“‘«(\[\-–•]*\s*[A-ZÀ-ỸĐ\d]")
_INITIAL = re.compile(r"(?:^|[\s.(])[A-ZĐ]\.$")
_LIST_NUMBER = re.compile(r"^\s*(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,7}|[A-Za-zđĐ])\.$")


@dataclass(frozen=True)
class Segment:
    paragraph: int  # 0 is the title
    text: str
    pause: float  # seconds of silence after it


def segments_of(title: str, paragraphs: Sequence[str], dotted: Iterable[str] = ()) -> list[Segment]:
    """`dotted` are the abbreviations that end in a full stop without ending a sentence («TP.»)."""
    abbreviations = tuple(word for word in dotted if word.endswith("."))
    segments: list[Segment] = []
    for number, paragraph in enumerate([title, *paragraphs]):
        sentences = [piece for sentence in sentences_of(paragraph, abbreviations) for piece in _pieces(sentence)]
        if sentences:
            last = AFTER_PARAGRAPH if number else AFTER_TITLE
            segments += [replace(piece, paragraph=number) for piece in sentences[:-1]]
            segments.append(Segment(number, sentences[-1].text, last))
    return segments


def sentences_of(text: str, dotted: tuple[str, ...] = ()) -> list[str]:
    """A line is at least one sentence (a list item); inside it a full stop counts when a new one opens."""
    found: list[str] = []
    for line in text.splitlines():
        start = 0
        for end in (match.end() for match in _ENDS.finditer(line)):
            if _OPENS.match(line, end) and not _inside_a_name(line[start:end], dotted):
                found.append(line[start:end].strip())
                start = end
        found.append(line[start:].strip())
    return [sentence for sentence in found if sentence]


def _inside_a_name(so_far: str, dotted: tuple[str, ...]) -> bool:
    if _LIST_NUMBER.match(so_far) or _INITIAL.search(so_far):
        return True
    return any(re.search(rf"(?<!\w){re.escape(word)}$", so_far) for word in dotted if not word.startswith("v.v"))


def _pieces(sentence: str) -> list[Segment]:
    """A sentence too long for one go is cut after «;», else «,», else between words, else anywhere."""
    pieces: list[Segment] = []
    rest = sentence
    while len(rest) > LONGEST:
        cut = _last_cut(rest)
        pieces.append(Segment(0, rest[:cut].strip(), AFTER_CLAUSE))
        rest = rest[cut:].strip()
    return [*pieces, Segment(0, rest, AFTER_SENTENCE)]


def _last_cut(text: str) -> int:
    for sign in ("; ", ", ", " "):
        cut = text.rfind(sign, LONGEST // 4, LONGEST)
        if cut > 0:
            return cut + len(sign)
    return LONGEST
