"""How alike two writings of one field are, 0 to 100, and why: numbers, dates, names, places."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA, Levenshtein
from rapidfuzz.fuzz import ratio, token_sort_ratio

from services.identity.rules import dates
from services.identity.rules.card_reading import CARD_NUMBER, CITIZEN_NUMBER, FULL_NAME, HOMETOWN
from services.identity.rules.errors import FieldProblem
from services.identity.rules.names import fold, tidy

_TONES = "\u0300\u0301\u0303\u0309\u0323"

SAME = "Trùng khớp."

_WRONG_DIGITS = {0: 100.0, 1: 75.0, 2: 40.0}
_DIGITS = re.compile(r"\D")
# One word, two spellings that registers mix: quý/quí, kỹ/kĩ. A y at the beginning (Yến, Y) is never an i.
_I_OR_Y = re.compile(r"(?<=[bcdghklmnpqrstvxu])y\b")


@dataclass(frozen=True)
class Likeness:
    score: float
    words: str


def likeness(field: str, read: str, registered: str) -> Likeness:
    if field in (CARD_NUMBER, CITIZEN_NUMBER):
        return of_numbers(read, registered)
    if field == FULL_NAME:
        return of_names(read, registered)
    if field == HOMETOWN:
        return of_places(read, registered)
    return of_dates(read, registered)


def of_numbers(read: str, registered: str) -> Likeness:
    one, other = _DIGITS.sub("", read), _DIGITS.sub("", registered)
    if one == other:
        return Likeness(100.0, SAME)
    apart = OSA.distance(one, other)
    score = _WRONG_DIGITS.get(apart, 0.0)
    if apart == 1 and Levenshtein.distance(one, other) == 2:
        return Likeness(score, "Hai chữ số liền nhau bị đảo chỗ.")
    if score:
        return Likeness(score, f"Khác {apart} chữ số.")
    return Likeness(0.0, "Hai số khác nhau.")


def of_dates(read: str, registered: str) -> Likeness:
    one, other = _date(read), _date(registered)
    if one is None or other is None:
        return Likeness(0.0, "Ngày đọc được không có trong lịch.")
    return Likeness(100.0, SAME) if one == other else _unequal_dates(one, other)


def _unequal_dates(one: date, other: date) -> Likeness:
    wrong = sum(left != right for left, right in zip(f"{one:%d%m%Y}", f"{other:%d%m%Y}", strict=True))
    if (one.day, one.month, one.year) == (other.month, other.day, other.year):
        return Likeness(70.0, "Ngày và tháng bị đảo chỗ.")
    if wrong == 1:
        return Likeness(60.0, "Khác một chữ số.")
    if (one.day, one.month) == (other.day, other.month):
        return Likeness(20.0, "Cùng ngày và tháng, khác năm.")
    if one.year == other.year:
        return Likeness(20.0, "Cùng năm, khác ngày hoặc tháng.")
    return Likeness(0.0, "Hai ngày khác nhau.")


def of_names(read: str, registered: str) -> Likeness:
    one, other = tidy(read).casefold(), tidy(registered).casefold()
    if one == other:
        return Likeness(100.0, SAME)
    if placed_alike(one) == placed_alike(other):
        return Likeness(99.0, "Trùng khớp, chỉ khác cách đặt dấu hoặc i và y.")
    plain, other_plain = spelling_key(one), spelling_key(other)
    if plain == other_plain:
        return Likeness(_marks_score(one, other), "Cùng chữ, khác dấu thanh, dấu mũ hoặc Đ và D.")
    return _unequal_names(plain, other_plain)


def _unequal_names(one: str, other: str) -> Likeness:
    words, other_words = one.split(), other.split()
    if sorted(words) == sorted(other_words):
        return Likeness(75.0, "Cùng các chữ, khác thứ tự.")
    if _one_within_other(words, other_words):
        return Likeness(72.0, "Thiếu hoặc thừa chữ đệm, họ và tên giống nhau.")
    alike = ratio(one, other)
    if alike >= 80:
        return Likeness(alike * 0.85, "Gần giống, khác một vài chữ cái.")
    # Half of all men share a family and a middle name, so a likeness of letters is worth little below this.
    return Likeness(max(0.0, (alike - 50) * 1.4), "Tên khác nhau.")


def of_places(read: str, registered: str) -> Likeness:
    one, other = spelling_key(read).replace(",", " "), spelling_key(registered).replace(",", " ")
    if one.split() == other.split():
        return Likeness(100.0, SAME)
    alike = token_sort_ratio(one, other)
    words = "Gần giống." if alike >= 75 else "Khác nhau; địa danh có thể đã đổi sau sắp xếp đơn vị hành chính."
    return Likeness(alike if alike >= 50 else 0.0, words)


def spelling_key(name: str) -> str:
    """Lower case, without marks, i for y at the end of a syllable: under it the spellings of one name meet."""
    return _I_OR_Y.sub("i", fold(name))


def placed_alike(name: str) -> str:
    """The letters of each syllable with its tone beside them: hoà and hòa, quý and quí become one."""
    return " ".join(_letters_and_tone(word) for word in tidy(name).casefold().split())


def nearby_numbers(number: str) -> list[str]:
    """The number, and every one that a single misread or swapped pair of digits leaves: what a register that knows
    numbers only by a keyed index has to be asked."""
    found = {number: None}
    for place in range(len(number)):
        for digit in "0123456789":
            found[number[:place] + digit + number[place + 1 :]] = None
        swapped = number[:place] + number[place : place + 2][::-1] + number[place + 2 :]
        found[swapped] = None
    return list(found)


def _letters_and_tone(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    tones = "".join(char for char in decomposed if char in _TONES)
    letters = "".join(char for char in decomposed if char not in _TONES)
    return _I_OR_Y.sub("i", unicodedata.normalize("NFC", letters)) + tones


def _marks_score(one: str, other: str) -> float:
    """One lost mark of a name is a reader's slip; many are another name."""
    apart = sum(left != right for left, right in zip(one.split(), other.split(), strict=True))
    return max(70.0, 100.0 - 8.0 * apart)


def _one_within_other(words: list[str], others: list[str]) -> bool:
    short, long = sorted((words, others), key=len)
    if len(short) < 2 or (short[0], short[-1]) != (long[0], long[-1]):
        return False
    rest = iter(long)
    return all(word in rest for word in short)


def _date(text: str) -> date | None:
    try:
        return dates.parse_date(text)
    except FieldProblem:
        return None
