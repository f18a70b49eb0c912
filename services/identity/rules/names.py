"""Names of people and organisations: one spelling to store, one folded form to search, one key to sort by.

Vietnamese lists are read by given name first (the last word), then the middle names, then the family name.
"""

from __future__ import annotations

import unicodedata

from services.identity.rules.errors import FieldProblem

LONGEST_NAME = 120
LONGEST_ORGANISATION_NAME = 250

_INVISIBLE = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"}
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_ORDER = {letter: f"{order:02d}" for order, letter in enumerate(_LETTERS, start=1)}
_TONE_ORDER = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def tidy(text: str) -> str:
    """NFC, no invisible characters, single spaces: what two people typing the same thing have in common."""
    visible = "".join(" " if char.isspace() else char for char in text if char not in _INVISIBLE)
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def fold(text: str) -> str:
    """Lower case without diacritics, for searching: "Đặng Thị Hằng" and "dang thi hang" meet here."""
    decomposed = unicodedata.normalize("NFD", tidy(text).lower().replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def person_name(text: str) -> str:
    """A full name as it is written on the Party card. Capitals are restored only where none were chosen."""
    name = tidy(text)
    if not name:
        raise FieldProblem("Chưa có họ và tên.")
    if len(name) > LONGEST_NAME:
        raise FieldProblem(f"Họ và tên dài quá {LONGEST_NAME} ký tự.")
    if not all(char.isalpha() or char in " '’-." for char in name):
        raise FieldProblem("Họ và tên chỉ gồm chữ cái.")
    if len(name.split()) < 2:
        raise FieldProblem("Họ và tên phải có ít nhất hai từ.")
    if name.isupper() or name.islower():
        return " ".join(_capitalised(word) for word in name.lower().split())
    return " ".join(_capitalised(word) if _small_by_font(word) else word for word in name.split())


def organisation_name(text: str) -> str:
    name = tidy(text)
    if not name:
        raise FieldProblem("Chưa có tên tổ chức đảng.")
    if len(name) > LONGEST_ORGANISATION_NAME:
        raise FieldProblem(f"Tên tổ chức đảng dài quá {LONGEST_ORGANISATION_NAME} ký tự.")
    return name


def sort_key(full_name: str) -> str:
    """Given name, middle names, family name; letters and tones in the order of a Vietnamese dictionary."""
    words = tidy(full_name).lower().split()
    turned = words[-1:] + words[1:-1] + words[:1] if len(words) > 1 else words
    letters = " ".join("".join(_letter_key(char) for char in word) for word in turned)
    tones = " ".join("".join(_tone_key(char) for char in word) or "0" for word in turned)
    return f"{letters}|{tones}"


def _small_by_font(word: str) -> bool:
    """TCVN3 has no code for a capital with a tone, so "Ánh" comes out of such a file as "ánh"."""
    return word[0].islower() and bool(_split_tone(word[0])[1])


def _capitalised(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def _split_tone(char: str) -> tuple[str, str]:
    marks = unicodedata.normalize("NFD", char)
    tone = "".join(mark for mark in marks if mark in _TONE_ORDER)
    base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONE_ORDER))
    return base, tone


def _letter_key(char: str) -> str:
    base, _ = _split_tone(char)
    return _LETTER_ORDER.get(base, "99")


def _tone_key(char: str) -> str:
    _, tone = _split_tone(char)
    return _TONE_ORDER.get(tone, "")
