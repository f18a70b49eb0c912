"""Vietnamese text as search sees it: no case, no tones, no diacritics, đ as d; syllables and pairs of them.

Promises that a text and the same text typed without diacritics fold to one string, whichever Unicode form or
tone placement (hòa, hoà) it came in. Does not segment words: pairs of syllables measured better.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_RUN = re.compile(r"[^\W_]+")
_D_WITH_STROKE = str.maketrans({"đ": "d", "Đ": "d"})


def fold(text: str) -> str:
    # Twice: casefold may leave a letter that only then comes apart.
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text.translate(_D_WITH_STROKE)).casefold()
    return "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter)[0] not in "MC")


def syllables(text: str) -> list[str]:
    return _RUN.findall(fold(text))


def bigrams(parts: list[str]) -> list[str]:
    """Neighbouring syllables joined by "_", which no syllable contains."""
    return [f"{left}_{right}" for left, right in pairwise(parts)]
