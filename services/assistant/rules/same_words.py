"""Clauses of several documents that say the same: one is quoted, the others are named beside it.

The same is only what reads word for word alike, its own number, spelling and little words aside: a clause with another
subject, number or "không" in it is another rule, however much of it is shared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from services.assistant.rules.knowledge import Found, KnownDocument, Source
from shared.vietnamese.folding import syllables

# Folded; none of them changes what a rule says, nor do words that are written like them without marks.
_LITTLE = frozenset(["thi", "la", "ma", "va", "cua", "cac", "nhung", "tai", "theo", "rang", "cung", "phai"])
_OWN_NUMBER = re.compile(r"^\s*(?:(?:điều\s+)?\d{1,3}[.):]|[a-zđ]\))\s*", re.IGNORECASE)
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
        words = essence(each.clause.text)
        groups.setdefault(words if len(words) >= FEWEST_SYLLABLES else (str(place),), []).append(each)
    return list(groups.values())


def before_others(found: Found) -> tuple[int, int, int, int]:
    """Sorts the one to be quoted to the front: a document before an answer, the higher issuer, what is addressed to
    more people, the newer. All of them are in force, or they would not have been found."""
    document = found.document
    day = document.effective_from or document.issued_on or date.min
    depth = document.audience.count("/")
    return _SOURCES.index(document.source), _level(document), depth, -day.toordinal()


@lru_cache(maxsize=KEPT)
def essence(text: str) -> tuple[str, ...]:
    words = (re.sub(r"y$", "i", word) for word in syllables(_OWN_NUMBER.sub("", text)))
    return tuple(word for word in words if word not in _LITTLE)


def _level(document: KnownDocument) -> int:
    ending = "".join(syllables(document.number.rpartition("/")[2]))
    for mark, level in _LEVELS_BY_NUMBER:
        if "/" in document.number and ending.endswith(mark):
            return level
    issuer = " ".join(syllables(document.issuer))
    return next((level for names, level in _LEVELS_BY_ISSUER if any(name in issuer for name in names)), _UNKNOWN_LEVEL)
