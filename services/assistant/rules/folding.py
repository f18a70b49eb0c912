"""Vietnamese text as search sees it: no case, no tones, no diacritics, đ as d; syllables and pairs of them.

Promises that a text and the same text typed without diacritics fold to one string, whichever Unicode form or
tone placement (hòa, hoà) it came in. Does not segment words: pairs of syllables measured better.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_RUN = re.compile(r"[^\W_]+")
# All of them marks; without the iota below, which casefold makes a letter of.
_TONES = re.compile("[\u0300-\u0344\u0346-\u036f]+")
_D_WITH_STROKE = str.maketrans({"đ": "d", "Đ": "d"})


class _Marks(dict[int, int | None]):
    """Which letters are left out, looked up once each: for every letter of every clause is most of indexing."""

    def __missing__(self, code: int) -> int | None:
        letter = chr(code)
        kept = code if letter in "\n\t" or unicodedata.category(letter)[0] not in "MC" else None
        # Bounded: what lies beyond is rare, and a text could hold a million of them.
        if code < 0x3000:
            self[code] = kept
        return kept


_MARKS = _Marks()


def fold(text: str) -> str:
    text = _TONES.sub("", _apart(text))
    # Casefold may leave a letter that only then comes apart; seldom so, and nothing of it is left in Vietnamese.
    return (text if text.isascii() else _apart(text)).translate(_MARKS)


def _apart(text: str) -> str:
    return unicodedata.normalize("NFKD", text.translate(_D_WITH_STROKE)).casefold()


def syllables(text: str) -> list[str]:
    return _RUN.findall(fold(text))


def bigrams(parts: list[str]) -> list[str]:
    """Neighbouring syllables joined by "_", which no syllable contains."""
    return [f"{left}_{right}" for left, right in pairwise(parts)]
