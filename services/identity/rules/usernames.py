"""The name typed at the door: a chosen name, the number of the Party card, or the telephone."""

from __future__ import annotations

import re

from services.identity.rules.errors import FieldProblem
from services.identity.rules.names import fold, tidy
from services.identity.rules.numbers import card_number, phone_number

_USERNAME = re.compile(r"^[a-z][a-z0-9._-]{2,39}$")


def chosen_username(text: str) -> str:
    name = tidy(text).lower()
    if not _USERNAME.match(name):
        raise FieldProblem("Tên đăng nhập gồm 3–40 chữ không dấu, chữ số, dấu chấm, gạch nối; bắt đầu bằng chữ.")
    return name


def typed_username(text: str) -> str:
    """One form of what was typed: attempts are counted under it, another spelling buys no further ones."""
    for read in (card_number, phone_number):
        try:
            return read(text)
        except FieldProblem:
            continue
    return fold(text).replace(" ", "")
