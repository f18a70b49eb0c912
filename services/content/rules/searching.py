"""Vietnamese text as search sees it: no case, no tones, no diacritics; what a query asks of a text.

`words` lies in an index and finds the candidates: all words of the query are in the text. `neighbours` then asks
for two words of the query that stand side by side there, because one Vietnamese syllable alone means little.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+")
_STROKE = str.maketrans({"đ": "d", "Đ": "d"})
MOST_WORDS = 16


@dataclass(frozen=True)
class Query:
    """`neighbours` is a regular expression on the folded text, or None for a single word."""

    words: tuple[str, ...]
    neighbours: str | None


def fold(text: str) -> str:
    """The words of the text, folded, with one space between."""
    bare = text.translate(_STROKE)
    # Twice: taking a letter apart may leave a capital, and lowering one may leave a mark.
    for _ in range(2):
        bare = unicodedata.normalize("NFKD", bare).casefold()
    letters = "".join(letter for letter in bare if unicodedata.category(letter) not in {"Mn", "Cf"})
    return " ".join(_WORD.findall(letters))


def distinct_words(folded: str) -> list[str]:
    return sorted(set(folded.split()))


def query_of(text: str) -> Query | None:
    """None where there is nothing to search for."""
    words = fold(text).split()[:MOST_WORDS]
    if not words:
        return None
    pairs = [f"{re.escape(left)} {re.escape(right)}" for left, right in pairwise(words)]
    return Query(tuple(dict.fromkeys(words)), rf"\b(?:{'|'.join(pairs)})\b" if pairs else None)
