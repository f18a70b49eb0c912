"""What the lists of articles and of documents share: folded search and paging from the newest down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mongoengine import Q

from services.content.rules.paging import PAGE_SIZE, Place, from_cursor, to_cursor
from services.content.rules.searching import query_of


@dataclass(frozen=True)
class Found:
    rows: list[Any]
    next_cursor: str | None


def matching(search: str | None) -> Q:
    """Candidates come from the index on `words`; only their text is read for the neighbours."""
    query = query_of(search or "")
    if query is None:
        return Q()
    found = Q(words__all=list(query.words))
    return found & Q(folded=_expression(query.neighbours)) if query.neighbours else found


def _expression(pattern: str) -> dict[str, str]:
    return {"$regex": pattern}


def page(rows: Any, moment: str, cursor: str | None) -> Found:
    """`rows` is a queryset and `moment` the time it is listed by. Raises CursorUnreadable."""
    if cursor:
        after = from_cursor(cursor)
        rows = rows.filter(Q(**{f"{moment}__lt": after.moment}) | Q(**{moment: after.moment, "id__lt": after.id}))
    found = list(rows.order_by(f"-{moment}", "-id").limit(PAGE_SIZE + 1))
    shown = found[:PAGE_SIZE]
    more = len(found) > PAGE_SIZE
    return Found(shown, to_cursor(Place(getattr(shown[-1], moment), shown[-1].id)) if more else None)
