"""What the lists of articles and of documents share: paging from the newest down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mongoengine import Q

from services.content.rules.paging import PAGE_SIZE, Place, from_cursor, to_cursor


@dataclass(frozen=True)
class Found:
    rows: list[Any]
    next_cursor: str | None


def page(rows: Any, moment: str, cursor: str | None) -> Found:
    """`rows` is a queryset and `moment` the time it is listed by. Raises CursorUnreadable."""
    if cursor:
        after = from_cursor(cursor)
        rows = rows.filter(Q(**{f"{moment}__lt": after.moment}) | Q(**{moment: after.moment, "id__lt": after.id}))
    found = list(rows.order_by(f"-{moment}", "-id").limit(PAGE_SIZE + 1))
    shown = found[:PAGE_SIZE]
    more = len(found) > PAGE_SIZE
    return Found(shown, to_cursor(Place(getattr(shown[-1], moment), shown[-1].id)) if more else None)
