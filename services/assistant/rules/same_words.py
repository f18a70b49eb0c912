"""Clauses of several documents that say the same: one is quoted, the others are named beside it.

The same is only what reads word for word alike under the same heading, tones included ("sáu tháng" is not "sau tháng"),
its own number, spelling and bare link words aside. A clause of the same document, one that points elsewhere ("theo
khoản 1 Điều này"), or one with another subject, number or "không" in it is another rule, however much is shared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from services.assistant.rules.knowledge import Found, KnownDocument, Source
from shared.vietnamese.folding import syllables

# None of them changes what a rule says.
_LINKS = frozenset(["thì", "là", "mà", "và", "của", "các", "những", "rằng"])
_OWN_NUMBER = re.compile(r"^\s*(?:(?:điều\s+)?\d{1,3}[.):]|[a-zđ]\))\s*", re.IGNORECASE)
# What "this" is stands elsewhere in each document.
_POINTS = re.compile(
    r"\b(?:điều|khoản|điểm|mục|chương|phần|quy định|hướng dẫn|quy chế|văn bản) (?:này|trên|\d|[ivx]+\b|[a-zđ]\b)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W_]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_LAST_Y = re.compile(r"(?<=[bcdghklmnprstvxđ])y$")
# Shorter ones ("Không quá 30 ngày.") say something else under each heading.
FEWEST_SYLLABLES = 5
KEPT = 512

# Whose word goes before: by the ending of the number, else by the name of the issuer, both folded.
_LEVELS_BY_NUMBER = (("tw", 0), ("tu", 1), ("hu", 2), ("qu", 2), ("du", 3), ("cb", 4))
_LEVELS_BY_ISSUER = (
    (("trung uong", "bo chinh tri", "ban bi thu", "quoc hoi", "chinh phu", "dai bieu toan quoc"), 0),
    (("tinh uy", "thanh uy", "dang bo tinh", "dang bo thanh pho"), 1),
    (("huyen uy", "quan uy", "thi uy"), 2),
    (("dang uy", "dang bo"), 3),
    (("chi bo", "chi uy"), 4),
)
# Between the levels that are known.
_UNKNOWN_LEVEL = 2
_SOURCES: tuple[Source, ...] = ("document", "answer", "guide")


def said_once(found: Sequence[Found]) -> list[list[Found]]:
    """What says the same, together; in the order in which each thing is said first."""
    groups: dict[tuple[str, ...], list[Found]] = {}
    for place, each in enumerate(found):
        alone = (str(place),)
        words = essence(each.clause.heading, each.clause.whole) or alone
        if any(other.document.document_id == each.document.document_id for other in groups.get(words, ())):
            words = alone
        groups.setdefault(words, []).append(each)
    return list(groups.values())


def before_others(found: Found) -> tuple[int, int, int, int]:
    """Sorts the one to be quoted to the front: a document before an answer, the higher issuer, what is addressed to
    more people, the newer. All of them are in force, or they would not have been found."""
    document = found.document
    day = document.effective_from or document.issued_on or date.min
    depth = document.audience.count("/")
    return _SOURCES.index(document.source), _level(document), depth, -day.toordinal()


@lru_cache(maxsize=KEPT)
def essence(heading: str, text: str) -> tuple[str, ...]:
    """Empty where nothing can be the same as this."""
    said = _words(text)
    if len(said) < FEWEST_SYLLABLES or _POINTS.search(text):
        return ()
    return (*_words(heading), "/", *said)


def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFC", _OWN_NUMBER.sub("", text)).lower()
    return tuple(_spelled(word) for word in _WORDS.findall(plain) if word not in _LINKS)


def _spelled(word: str) -> str:
    """ "hoà" as "hòa", "lí" as "lý": with the tone at the end, and i for y after a consonant."""
    marks = unicodedata.normalize("NFD", word)
    tone = "".join(mark for mark in marks if mark in _TONES)
    letters = "".join(mark for mark in marks if mark not in _TONES)
    return _LAST_Y.sub("i", letters) + tone


def _level(document: KnownDocument) -> int:
    ending = "".join(syllables(document.number.rpartition("/")[2]))
    for mark, level in _LEVELS_BY_NUMBER:
        if "/" in document.number and ending.endswith(mark):
            return level
    issuer = " ".join(syllables(document.issuer))
    return next((level for names, level in _LEVELS_BY_ISSUER if any(name in issuer for name in names)), _UNKNOWN_LEVEL)
