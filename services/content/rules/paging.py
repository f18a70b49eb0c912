"""Where a list goes on: after the last row shown, by its time and id, so that new rows shift nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from services.content.rules.errors import CursorUnreadable

PAGE_SIZE = 20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Place:
    moment: datetime
    id: str


def to_cursor(place: Place) -> str:
    milliseconds = (place.moment - _EPOCH) // timedelta(milliseconds=1)
    return f"{milliseconds}.{place.id}"


def from_cursor(text: str) -> Place:
    milliseconds, dot, last_id = text.partition(".")
    if not dot or not last_id or not (milliseconds.isascii() and milliseconds.isdecimal()):
        raise CursorUnreadable
    try:
        return Place(_EPOCH + timedelta(milliseconds=int(milliseconds)), last_id)
    except (OverflowError, ValueError):
        raise CursorUnreadable from None
