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

# A mark or an invisible sign within a word does not end it.
WORD = re.compile(
    r"[^\W_][^\W_\u0300-\u036f\u00ad\u200b-\u200d\u2060]*(?:[\u0300-\u036f\u00ad\u200b-\u200d\u2060]+[^\W_]*)*"
)
_PLAIN = re.compile(r"[^\W_]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_TONE = re.compile(r"[\u0300\u0301\u0303\u0309\u0323]")
_STROKE = str.maketrans({"đ": "d", "Đ": "d"})
# No syllable is longer; what is, is a row of figures or an attack, and is known by its beginning.
LONGEST_WORD = 40


def fold(text: str) -> str:
    """The words of the text, folded, with one space between."""
    bare = text.translate(_STROKE)
    # Twice: taking a letter apart may leave a capital, and lowering one may leave a mark.
    for _ in range(2):
        bare = unicodedata.normalize("NFKD", bare).casefold()
    return " ".join(_PLAIN.findall(_NOT_ASCII.sub(_kept, bare)))


def without_diacritics(text: str) -> str:
    """The text in small letters without tones and diacritics; its punctuation, spaces and lines stay."""
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text.translate(_STROKE)).casefold()
    return "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter)[0] not in "MC")


def _kept(found: re.Match[str]) -> str:
    return "" if unicodedata.category(found[0]) in {"Mn", "Cf"} else found[0]


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
