"""What several people asked and no document answered, what most asked first. Says nothing of who, or of any cell."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from services.assistant.rules.permissions import DECIDE_GAPS, READ_GAPS
from services.assistant.store import gaps
from shared.security import allowed_everywhere, paths_for
from shared.security.errors import NotPermitted
from shared.usecase import Context, Request

State = Literal["open", "added", "out_of_scope"]
SHOWN = 100


class ListGaps(Request):
    state: State = "open"


class NearestClause(msgspec.Struct, frozen=True, kw_only=True):
    document_id: str
    anchor: str
    title: str
    number: str
    place: str


class GapPlace(msgspec.Struct, frozen=True):
    path: str
    askers: int


class GapLine(msgspec.Struct, frozen=True, kw_only=True):
    """`askers`: people counted once a day's gathering; who asked in two months may be counted twice."""

    id: str
    version: int
    state: State
    words: list[str]
    askers: int
    questions: int
    first_day: date
    last_day: date
    places: list[GapPlace]
    nearest: NearestClause | None


class GapList(msgspec.Struct, frozen=True):
    """`may_decide`: whoever reads the list."""

    items: list[GapLine]
    total: int
    may_decide: bool


def list_gaps(query: ListGaps, ctx: Context) -> GapList:
    if not paths_for(ctx.actor, READ_GAPS):
        raise NotPermitted
    may_decide = allowed_everywhere(ctx.actor, DECIDE_GAPS)
    return GapList([_line(gap) for gap in gaps.listed(query.state, SHOWN)], gaps.count(query.state), may_decide)


def _line(gap: gaps.Gap) -> GapLine:
    return GapLine(
        id=gap.id,
        version=gap.version,
        state=gap.state,
        words=list(gap.words),
        askers=gap.askers,
        questions=gap.questions,
        first_day=gap.first_day,
        last_day=gap.last_day,
        places=[GapPlace(place.path, place.askers) for place in gap.places],
        nearest=_nearest(gap.nearest) if gap.nearest else None,
    )


def _nearest(clause: gaps.Nearest) -> NearestClause:
    return NearestClause(
        document_id=clause.document_id,
        anchor=clause.anchor or "",
        title=clause.title or "",
        number=clause.number or "",
        place=clause.place or "",
    )
