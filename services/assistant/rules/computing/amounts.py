"""Amounts of money in a question: "12 triệu", "8,5 triệu", "5tr2", "12.000.000 đồng", "mười hai triệu rưỡi".

A form that can be read in two ways ("2.500 triệu", "5tr25", "12 triệu ba") has no value: the member is asked to write
the number out. Values are whole or decimal đồng, exact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from services.assistant.rules.computing.wording import NUMBER_WORDS, value_of

_SCALE = {
    "ty": 10**9,
    "ti": 10**9,
    "trieu": 10**6,
    "tr": 10**6,
    "nghin": 10**3,
    "ngan": 10**3,
    "k": 10**3,
}
_DONG = frozenset({"dong", "d", "vnd"})
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[a-z]+|[^\s]")
# After "12 triệu" these make the number that follows a count of something else.
_COUNTED = frozenset({"thang", "ngay", "tuan", "gio", "lan", "nguoi", "tuoi", "phieu"})
# "12 nghìn tỷ", "12 triệu mấy": more, or something else, than what was read so far.
_GOING_ON = frozenset({*_SCALE, "tram", "chuc", "may", "le"})
LONGEST_NUMBER = 20
PLAIN_FROM = 1_000_000
"""A number without a unit is an amount only when it has seven digits or more."""


@dataclass(frozen=True)
class Amount:
    """`value` in đồng; None: cannot be read for certain. `start` and `end` in the line."""

    value: Decimal | None
    start: int
    end: int


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Quantity:
    written: str
    value: Decimal | None
    """None for words that are no number for certain; digits are read later, when their unit is known."""
    next: int

    @property
    def in_digits(self) -> bool:
        return self.written[:1].isdigit()


def amounts(line: str) -> list[Amount]:
    tokens = [_Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(line)]
    reader = _Reader(tokens)
    found: list[Amount] = []
    at = 0
    while at < len(tokens):
        amount, at = reader.amount(at)
        if amount:
            found.append(amount)
    return found


class _Reader:
    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens

    def word(self, at: int) -> str:
        return self.tokens[at].text if at < len(self.tokens) else ""

    def amount(self, start: int) -> tuple[Amount | None, int]:
        """The amount that begins at this token, and where to go on."""
        first = self._quantity(start)
        if first is None:
            return None, start + 1
        scale = _SCALE.get(self.word(first.next))
        if scale is None:
            return self._without_scale(start, first)
        total = _read(first, scaled=True)
        total = total * scale if total is not None and self.word(first.next + 1) not in _GOING_ON else None
        total, end = self._smaller(total, scale, first.next + 1)
        if self._is_dong(end):
            end += 1
        return self._made(total, start, end), end

    def _without_scale(self, start: int, quantity: _Quantity) -> tuple[Amount | None, int]:
        if not quantity.in_digits:
            return None, quantity.next
        value = _read(quantity, scaled=False)
        if self._is_dong(quantity.next):
            return self._made(value, start, quantity.next + 1), quantity.next + 1
        following = self.word(quantity.next)
        divided = following == "/" and self.word(quantity.next + 1)[:1].isdigit()
        if value is not None and value >= PLAIN_FROM and following not in ("-", "%") and not divided:
            return self._made(value, start, quantity.next), quantity.next
        return None, quantity.next

    def _smaller(self, total: Decimal | None, scale: int, at: int) -> tuple[Decimal | None, int]:
        """ "… 500 nghìn", "… rưỡi", "…tr2" after the first part; anything doubtful makes the value None."""
        while True:
            if self.word(at) == "ruoi":
                return (total + Decimal(scale) / 2 if total is not None else None), at + 1
            part = self._quantity(at)
            if part is None:
                return total, at
            smaller = _SCALE.get(self.word(part.next))
            if smaller is None:
                return self._tail(total, scale, part, at)
            if smaller >= scale:
                return total, at
            value = _read(part, scaled=True)
            # "12 triệu 1500 nghìn" is nobody's way of writing.
            small = value is not None and value * smaller < scale
            total = total + value * smaller if total is not None and value is not None and small else None
            scale, at = smaller, part.next + 1

    def _tail(self, total: Decimal | None, scale: int, part: _Quantity, at: int) -> tuple[Decimal | None, int]:
        following = self.word(part.next)
        if part.written in ("lam", "linh"):
            return total, at
        attached = self.tokens[at].start == self.tokens[at - 1].end
        counted = following in _COUNTED or (following, self.word(part.next + 1)) in (("dong", "chi"), ("dang", "vien"))
        if not attached and counted:
            return total, at
        if not part.in_digits or (self._is_dong(part.next) and not attached) or following == "tram":
            return None, part.next
        # 5tr2 is 5,2 and 5tr200 is 5,200; in 5tr25 nobody can tell 250 from 25 thousand.
        if not part.written.isdigit() or len(part.written) not in (1, 3):
            return None, part.next
        value = total + Decimal(part.written) * scale / 10 ** len(part.written) if total is not None else None
        return value, part.next

    def _quantity(self, at: int) -> _Quantity | None:
        written = self.word(at)
        if written[:1].isdigit():
            return _Quantity(written, None, at + 1)
        end = at
        while self.word(end) in NUMBER_WORDS:
            end += 1
        if end == at:
            return None
        words = [self.word(place) for place in range(at, end)]
        if self.word(end) not in _SCALE:
            words = words[:1]
            end = at + 1
        value = value_of(words)
        return _Quantity(" ".join(words), Decimal(value) if value is not None else None, end)

    def _is_dong(self, at: int) -> bool:
        return self.word(at) in _DONG and self.word(at + 1) != "chi"

    def _made(self, value: Decimal | None, start: int, end: int) -> Amount:
        before = self.tokens[start - 1] if start else None
        begin = self.tokens[start].start
        if before and before.end == begin and before.text.isalpha():
            value = None  # "l2 triệu"
        elif before and (before.text == "am" or (before.text in "-−–" and before.end == begin)):
            joined = start > 1 and self.tokens[start - 2].end == before.start
            # "10-12 triệu" is a range: its first number stays over and is asked about.
            value = value if joined or value is None else -value
            begin = begin if joined else before.start
        return Amount(value, begin, self.tokens[end - 1].end)


def _read(quantity: _Quantity, *, scaled: bool) -> Decimal | None:
    """Digits with points and commas as one number, or None where they can be read in two ways."""
    if not quantity.in_digits:
        return quantity.value
    written = quantity.written
    parts = re.split("[.,]", written)
    marks = [letter for letter in written if letter in ".,"]
    if not marks or len(written) > LONGEST_NUMBER:
        return Decimal(written) if len(written) <= LONGEST_NUMBER else None
    grouped = _grouped(parts)
    if len(marks) == 1 and scaled:
        return None if grouped else Decimal(f"{parts[0]}.{parts[1]}")
    if len(set(marks)) == 1 and grouped:
        return Decimal("".join(parts))
    cents = len(set(marks)) == 2 and marks.count(marks[-1]) == 1 and _grouped(parts[:-1])
    return Decimal("".join(parts[:-1]) + "." + parts[-1]) if cents else None


def _grouped(parts: list[str]) -> bool:
    return 1 <= len(parts[0]) <= 3 and parts[0][0] != "0" and all(len(part) == 3 for part in parts[1:])
