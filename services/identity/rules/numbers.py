"""The numbers that stand for a person: Party card, record (số lý lịch), citizen identity number, telephone.

Card and record follow the cards issued before 2025; their formats are checked here and nowhere else.
A spreadsheet drops leading zeros. A telephone can be mended for certain; a card cannot, and is refused.
"""

from __future__ import annotations

import re

from services.identity.rules.errors import FieldProblem
from services.identity.rules.names import tidy

_SEPARATORS = re.compile(r"[\s.\-()]")
_CARD = re.compile(r"^[0-9]{8}$")
_RECORD = re.compile(r"^[0-9]{6}[A-ZĐ]{1,3}$")
_CITIZEN = re.compile(r"^[0-9]{12}$")
_MOBILE = re.compile(r"^0[35789][0-9]{8}$")


def card_number(text: str) -> str:
    number = _SEPARATORS.sub("", tidy(text))
    if _CARD.match(number):
        return number
    if number.isascii() and number.isdigit() and 5 <= len(number) <= 7:
        raise FieldProblem(
            "Số thẻ đảng viên thiếu chữ số; có thể bảng tính đã bỏ số 0 ở đầu. Hãy để cột ở dạng văn bản."
        )
    raise FieldProblem("Số thẻ đảng viên gồm đúng 8 chữ số.")


def record_number(text: str) -> str:
    number = _SEPARATORS.sub("", tidy(text)).upper()
    if not _RECORD.match(number):
        raise FieldProblem("Số lý lịch gồm 6 chữ số và 1 đến 3 chữ cái, ví dụ 001234TS.")
    return number


def citizen_number(text: str) -> str:
    number = _SEPARATORS.sub("", tidy(text))
    if not _CITIZEN.match(number):
        raise FieldProblem("Số định danh cá nhân gồm đúng 12 chữ số.")
    return number


def phone_number(text: str) -> str:
    number = _SEPARATORS.sub("", tidy(text))
    if number.startswith("+84"):
        number = "0" + number[3:]
    elif number.startswith("0084"):
        number = "0" + number[4:]
    elif len(number) == 11 and number.startswith("84"):
        number = "0" + number[2:]
    elif len(number) == 9:
        number = "0" + number
    if not _MOBILE.match(number):
        raise FieldProblem("Số điện thoại di động gồm 10 chữ số, ví dụ 0950 123 456.")
    return number


def masked(number: str, shown: int = 3) -> str:
    """Enough for the owner to recognise it, too little for another to use it."""
    if not number:
        return ""
    return "•" * max(len(number) - shown, 0) + number[-shown:]
