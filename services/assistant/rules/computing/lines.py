"""The question as the computations read it: folded, on one line, with the numbers in it taken out one by one.

What is taken is masked, so a date is never read again as a count, and what is left over at the end is a number
nobody understood: then nothing is computed.
"""

from __future__ import annotations

import re
import unicodedata

from shared.vietnamese.folding import without_diacritics

LONGEST = 2000
_SPACES = re.compile(r"\s+")
# "12 000 000" as forms print it; one group alone ("12 000") is left alone, it may be two numbers.
_SPACED_GROUPS = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3}){2,}(?![0-9.,])")
# Numbers that name a thing and count nothing: documents, articles, months and years on their own, percent signs stay.
_NAMES = re.compile(
    r"(?<![0-9.,])[0-9]{1,4}(?:/[0-9]{4})?[-/](?:[a-z]{1,6}[-/])[a-z]{1,10}"
    r"|\b(?:dieu|khoan|diem|muc|chuong) [0-9]{1,3}\b(?![.,/][0-9])(?! (?:trieu|tr|nghin|ngan|k|ty|dong|d|vnd)\b)"
    r"|(?<![0-9] )\bthang [0-9]{1,2}\b(?![,.]?[0-9]| ?[/.-] ?[0-9])"
    r"(?! ?(?:trieu|tr|nghin|ngan|k|ty|dong|d|vnd|nam)\b)"
)
MASK = "#"


def line_of(text: str) -> str | None:
    """None for what holds no computation: too long, or with digits that are not 0 to 9 (², ½, Ⅻ, ௧)."""
    if len(text) > LONGEST or any(_odd_digit(letter) for letter in text):
        return None
    line = f" {_SPACES.sub(' ', without_diacritics(text)).strip()} "
    line = _SPACED_GROUPS.sub(lambda found: found[0].replace(" ", "."), line)
    return _NAMES.sub(lambda found: MASK * len(found[0]), line)


def _odd_digit(letter: str) -> bool:
    return not letter.isascii() and unicodedata.category(letter) in ("Nd", "Nl", "No")


def masked(line: str, start: int, end: int) -> str:
    return line[:start] + MASK * (end - start) + line[end:]


def has_numbers(line: str) -> bool:
    return any(letter in "0123456789" for letter in line)


def says(line: str, pattern: str) -> bool:
    """`pattern` as whole words of the folded line."""
    return re.search(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])", line) is not None


def vietnamese(number: int) -> str:
    """12000000 as 12.000.000."""
    return f"{number:,}".replace(",", ".")


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())
