"""A value as it was read → the one form in which it is kept, or None where it cannot be one of its kind.

Nothing is guessed: a letter becomes the digit it looks like only where only digits can stand, and a word of a closed
list (provinces, issuing bodies) is mended only when one entry, and one alone, is very close.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz.distance import Levenshtein

from services.identity.rules.names import fold, tidy

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

_LIKE_DIGITS = str.maketrans("OoQDIl|!SsBZz", "0000111155822")
_DATE = re.compile(r"(\d{1,2})\D{1,9}(\d{1,2})\D{1,7}(\d{4})")
_NUMBERED = re.compile(r"(?i)\b(thôn|xóm|tổ|ấp|khu|số)\s+([^\s,]{1,3})(?=,|$)")
_NUMBER_MISREAD = str.maketrans("óÓgqTLIl|oO", "66991111100")
_NOT_IN_NAMES = re.compile(r"[^\w '’-]|[\d_]")
_NOT_IN_PLACES = re.compile(r"[^\w ,.'’()/-]|_")


@dataclass(frozen=True)
class Lexicon:
    provinces: Sequence[str] = ()
    issuers: Sequence[str] = ()
    family_names: frozenset[str] = field(default_factory=frozenset)
    """In capitals."""


_EDGES = " :;.,-_|/"


def value_of(kind: str, text: str, lexicon: Lexicon) -> str | None:
    text = tidy(text).strip(_EDGES)
    value = _READERS[kind](text, lexicon) if text else None
    return value.strip(_EDGES) or None if value else None


def _digits(text: str, length: int) -> str | None:
    digits = re.sub(r"\D", "", text.translate(_LIKE_DIGITS))
    return digits if len(digits) == length else None


def _day(text: str) -> str | None:
    text = text.translate(_LIKE_DIGITS) if sum(char.isdigit() for char in text) >= 5 else text
    parts = _DATE.search(text)
    found = tuple(int(part) for part in parts.groups()) if parts else _glued(re.sub(r"\D", "", text))
    if found is None:
        return None
    day, month, year = found
    try:
        written = date(year, month, day)
    except ValueError:
        return None
    return f"{written:%d/%m/%Y}" if EARLIEST_YEAR <= year <= LATEST_YEAR else None


def _glued(digits: str) -> tuple[int, int, int] | None:
    """Eight digits whose strokes were lost, or ten whose strokes were read as ones or sevens."""
    if len(digits) == 10 and digits[2] in "17" and digits[5] in "17":
        digits = digits[:2] + digits[3:5] + digits[6:]
    return (int(digits[:2]), int(digits[2:4]), int(digits[4:])) if len(digits) == 8 else None


def _name(text: str) -> str | None:
    name = tidy(_NOT_IN_NAMES.sub(" ", text)).strip("'’- ").upper()
    return name if len(name.split()) >= 2 and len(name) <= 60 else None


def _sex(text: str) -> str | None:
    for word in fold(text).split():
        if word.startswith("nu"):
            return "Nữ"
        if word in {"nam", "nm", "na", "nan", "narn", "nam."}:
            return "Nam"
    return None


def _place(text: str, lexicon: Lexicon) -> str | None:
    place = re.sub(r"\s*[,.]\s*", ", ", tidy(_NOT_IN_PLACES.sub(" ", text))).strip(_EDGES)
    if sum(char.isalpha() for char in place) < 3:
        return None
    place = _NUMBERED.sub(_as_number, place)
    head, comma, last = place.rpartition(", ")
    prefix = re.match(r"(?i)(t[iỉìíĩị]nh|th[aàáảãạ]nh ph[oôốồổỗộ]|tp\.?) ", last)
    start = prefix.end() if prefix else 0
    lead = {"t": "tỉnh ", "h": "thành phố "}["h" if last[:2].casefold() in {"th", "tp"} else "t"] if prefix else ""
    return head + comma + lead + closest(last[start:], lexicon.provinces)


def _as_number(numbered: re.Match[str]) -> str:
    """A hamlet is numbered or has a name; one letter that looks like a figure, alone or among figures, is one."""
    figures = numbered[2].translate(_NUMBER_MISREAD)
    return f"{numbered[1]} {figures}" if figures.isdigit() else numbered[0]


def _issuer(text: str, lexicon: Lexicon) -> str | None:
    issuer = tidy(_NOT_IN_PLACES.sub(" ", text)).strip(" ,.")
    return closest(issuer, lexicon.issuers) if sum(char.isalpha() for char in issuer) >= 4 else None


def closest(text: str, entries: Sequence[str]) -> str:
    """The entry that `text` surely is, or `text` itself."""
    if text in entries or not entries:
        return text
    bound = 1 if len(text) < 6 else 2 if len(text) < 14 else 3
    distances = sorted((Levenshtein.distance(text.casefold(), entry.casefold()), entry) for entry in entries)
    (best, entry), (next_best, _) = distances[0], distances[1] if len(distances) > 1 else (99, "")
    if best <= bound and best < next_best:
        return entry
    folded = [entry for entry in entries if fold(entry) == fold(text)]
    return folded[0] if len(folded) == 1 else text


_READERS: dict[str, Callable[[str, Lexicon], str | None]] = {
    "card_number": lambda text, _: _digits(text, 8),
    "citizen_number": lambda text, _: _digits(text, 12),
    "date": lambda text, _: _day(text),
    "name": lambda text, _: _name(text),
    "sex": lambda text, _: _sex(text),
    "place": _place,
    "issuer": _issuer,
}
