"""Numbers written as words, in folded text: 0 to 999, and where a word may not be a number at all.

Folding makes năm (five, year), sáu (six) and sau (after), ba and bà one word: where both readings leave a number, none
is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

UNITS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}
_AFTER_TENS = UNITS | {"tu": 4, "lam": 5}
NUMBER_WORDS = frozenset(_AFTER_TENS) | {"muoi", "tram", "linh", "le"}
_MAY_BE_NO_NUMBER = frozenset({"nam", "sau", "ba", "tam", "bay", "tu", "le", "linh", "lam"})

_DIGIT = "|".join(UNITS)
_WRITTEN = re.compile(
    rf"(?:(?P<hundreds>{_DIGIT}) tram)?"
    rf"(?: ?(?:(?:(?P<tens>{_DIGIT}) )?(?P<ten>muoi)(?: (?P<after>{'|'.join(_AFTER_TENS)}))?"
    rf"|(?:linh|le) (?P<few>{'|'.join(_AFTER_TENS)})|(?P<unit>{_DIGIT})))?"
)


def value_of(words: Sequence[str]) -> int | None:
    """None where the words are no number, or may be two different ones."""
    value = _plain(words)
    if value is None:
        # "từ năm triệu": one leading word that is no number there.
        return value_of(words[1:]) if len(words) > 1 and words[0] == "tu" else None
    if words[0] in _MAY_BE_NO_NUMBER and len(words) > 1 and _plain(words[1:]) is not None:
        return None
    return value


def _plain(words: Sequence[str]) -> int | None:
    found = _WRITTEN.fullmatch(" ".join(words)) if words else None
    if found is None or (found["hundreds"] and found["unit"]) or (not found["hundreds"] and found["few"]):
        return None
    if found["ten"] is None and found["tens"]:
        return None
    tens = UNITS.get(found["tens"] or "mot", 1) * 10 if found["ten"] else 0
    after = _AFTER_TENS.get(found["after"] or found["few"] or found["unit"] or "", 0)
    return UNITS.get(found["hundreds"] or "", 0) * 100 + tens + after
