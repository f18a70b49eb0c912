"""Vietnamese text as search sees it: no case, no tones, no diacritics; and the same words with their tones, for
whoever typed them.

Promises that a text and the same text typed without diacritics give the same words, whichever Unicode form or place
of the tone (hòa, hoà) it came in. Does not segment words: pairs of neighbouring syllables measured better.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from shared.folding import fold

# A mark or an invisible sign within a word does not end it.
WORD = re.compile(
    r"[^\W_][^\W_\u0300-\u036f\u00ad\u200b-\u200d\u2060]*(?:[\u0300-\u036f\u00ad\u200b-\u200d\u2060]+[^\W_]*)*"
)
_TONE = re.compile(r"[\u0300\u0301\u0303\u0309\u0323]")
# No syllable is longer; what is, is a row of figures or an attack, and is known by its beginning.
LONGEST_WORD = 40


@lru_cache(maxsize=65_536)
def folded(word: str) -> tuple[str, ...]:
    """Of one word as it is written; more than one for such as ½."""
    return tuple(fold(word).split())


@lru_cache(maxsize=65_536)
def accented(word: str) -> str:
    """The word in small letters with its tone at the end, so that hòa and hoà are one."""
    apart = unicodedata.normalize("NFD", word.casefold())
    return unicodedata.normalize("NFC", _TONE.sub("", apart)) + "".join(_TONE.findall(apart))


def syllables(text: str) -> list[str]:
    return [part for word in WORD.findall(text) for part in folded(word[:LONGEST_WORD])]


def accented_syllables(text: str) -> list[str]:
    return [accented(word[:LONGEST_WORD]) for word in WORD.findall(text)]


def pairs(parts: Iterable[str]) -> list[str]:
    """Neighbouring syllables joined by "_", which no syllable contains."""
    return [f"{left}_{right}" for left, right in pairwise(parts)]


def words_with_places(text: str) -> Iterator[tuple[int, int, tuple[str, ...], str]]:
    """(begin, end, folded, accented) of each word."""
    for found in WORD.finditer(text):
        word = found[0][:LONGEST_WORD]
        yield found.start(), found.end(), folded(word), accented(word)
