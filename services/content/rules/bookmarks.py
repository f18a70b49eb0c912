"""Marks of what to read later: marking twice is marking once, the last marked comes first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from services.content.rules.paging import PAGE_SIZE, Place, from_cursor, to_cursor

MOST = 500


class Mark(msgspec.Struct, frozen=True):
    kind: str
    ref: str
    anchor: str
    marked_at: datetime

    @property
    def thing(self) -> tuple[str, str, str]:
        return self.kind, self.ref, self.anchor


def with_mark(marks: Sequence[Mark], mark: Mark) -> list[Mark]:
    """What is marked already keeps its time."""
    if any(each.thing == mark.thing for each in marks):
        return list(marks)
    return sorted([*marks, mark], key=_place, reverse=True)


def without_mark(marks: Sequence[Mark], kind: str, ref: str, anchor: str) -> list[Mark]:
    return [each for each in marks if each.thing != (kind, ref, anchor)]


def page_of(marks: Sequence[Mark], cursor: str | None) -> tuple[list[Mark], str | None]:
    """(a page, where the next one begins). Raises CursorUnreadable."""
    if cursor:
        after = from_cursor(cursor)
        marks = [each for each in marks if _place(each) < (after.moment, after.id)]
    shown = list(marks[:PAGE_SIZE])
    return shown, to_cursor(Place(*_place(shown[-1]))) if len(marks) > PAGE_SIZE else None


def _place(mark: Mark) -> tuple[datetime, str]:
    """A cursor counts milliseconds."""
    moment = mark.marked_at
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000), "/".join(mark.thing)
