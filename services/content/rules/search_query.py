"""What a person asks for: the words, and the number of a document where one is meant.

"18-NQ/TU", "18 nq tu", "số 18", "nghị quyết 18", "NQ 18" all mean the document of that number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shared.vietnamese.folding import accented_syllables, pairs, syllables

MOST_WORDS = 16
_KINDS = (
    "nghi quyet|quyet dinh|quy dinh|quy che|chi thi|ket luan|huong dan|ke hoach|thong bao|thong tri|cong van|bao cao"
    "|to trinh|dieu le|chuong trinh|de an|van ban|tai lieu"
)
_ABBREVIATIONS = "nq|qd|qdi|qc|ct|kl|hd|kh|tb|tt|ttr|cv|bc|ctr|da|nd|l"
_NUMBERED = re.compile(rf"(?P<kind>{_KINDS})? ?(?P<said>so )?(?P<number>\d.*)")
_REVERSED = re.compile(rf"(?P<letters>(?:{_ABBREVIATIONS})(?: [a-z]{{2,6}})?) (?P<digits>\d{{1,5}})")
# "18", "18a", "18 nq tu", "18nq tu": digits, an abbreviation of the kind, whose it is.
_NUMBER = re.compile(rf"\d{{1,6}}[a-z]?|\d{{1,6}} ?(?:{_ABBREVIATIONS})(?: [a-z]{{1,8}}){{0,3}}")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class NumberAsked:
    """`key` as `number_keys` makes them; `kind`: the words of the kind that was named; `phrases`: groups of pairs, one
    of which stands where a text names the document."""

    key: str
    kind: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Asked:
    """`accented` is empty where nothing was typed with diacritics."""

    words: tuple[str, ...]
    pairs: tuple[str, ...]
    accented: tuple[str, ...] = ()
    number: NumberAsked | None = None


def asked_for(text: str) -> Asked:
    words = syllables(text)[:MOST_WORDS]
    typed = accented_syllables(text)[:MOST_WORDS]
    return Asked(
        words=tuple(dict.fromkeys(words)),
        pairs=tuple(dict.fromkeys(pairs(words))),
        accented=tuple(typed) if any(not word.isascii() for word in typed) else (),
        number=_number_in(" ".join(words)),
    )


def number_keys(number: str) -> list[str]:
    """All by which the number of a document is asked for: "05-NQ/TU" → 05, 05nq, 05nqtu, 5, 5nq, 5nqtu."""
    parts = syllables(number)
    keys = ["".join(parts[:count]) for count in range(1, len(parts) + 1)]
    return list(dict.fromkeys([*keys, *(_bare(key) for key in keys)]))


def _number_in(words: str) -> NumberAsked | None:
    if found := _NUMBERED.fullmatch(words):
        kind = tuple((found["kind"] or "").split())
        number = found["number"]
        # Digits alone may be a year or a sum; what is asked for then is the word as well.
        if not _NUMBER.fullmatch(number) or not (kind or found["said"] or _DIGITS.sub("", number)):
            return None
        return NumberAsked(_bare(number.replace(" ", "")), kind, _phrases(number.split(), kind))
    if found := _REVERSED.fullmatch(words):
        digits, letters = found["digits"], found["letters"].split()
        return NumberAsked(_bare(digits + "".join(letters)), (), _phrases([digits, *letters], ()))
    return None


def _phrases(number: list[str], kind: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    if len(number) > 1:
        return (tuple(pairs(number)),)
    return tuple((f"{before}_{number[0]}",) for before in ("so", *kind[-1:]))


def _bare(key: str) -> str:
    return key.lstrip("0") or key
