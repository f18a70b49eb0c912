"""Where a result goes on: the rung of the ladder and the place in time of the last row shown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.content.rules.errors import CursorUnreadable

_CURSOR = re.compile(r"(\d{1,2})\.(\d{1,19})", re.ASCII)
_MOST = 2**63 - 1


@dataclass(frozen=True)
class Rung:
    number: int
    order: int


def to_search_cursor(rung: Rung) -> str:
    return f"{rung.number}.{rung.order}"


def from_search_cursor(text: str) -> Rung:
    """Raises CursorUnreadable."""
    found = _CURSOR.fullmatch(text)
    if found is None or int(found[2]) > _MOST:
        raise CursorUnreadable
    return Rung(int(found[1]), int(found[2]))
