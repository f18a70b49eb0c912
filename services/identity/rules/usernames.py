"""The name typed at the door: a chosen name, the number of the Party card, or the telephone."""

from __future__ import annotations

import re

from services.identity.rules.errors import FieldProblem
from services.identity.rules.names import fold, tidy

_USERNAME = re.compile(r"^[a-z][a-z0-9._-]{2,39}$")


def chosen_username(text: str) -> str:
    name = tidy(text).lower()
    if not _USERNAME.match(name):
        raise FieldProblem(
            "Tên đăng nhập gồm 3–40 chữ không dấu, chữ số, dấu chấm, gạch nối; bắt đầu bằng chữ."
        )
    return name


def typed_username(text: str) -> str:
    """The form under which attempts are counted, so that spacing and capitals do not buy further attempts."""
    return fold(text).replace(" ", "")
