"""How many of those below a committee have accepted its operating regulation as it is now: of the organisations under
one, in numbers only. Counted are those who are waited for, as they belong now."""

from __future__ import annotations

import msgspec

from services.content.rules.notice_errors import RegulationNotFound
from services.content.rules.permissions import SEE_RECEIPT_NUMBERS, topmost_led
from services.content.rules.study_numbers import Tally, grouped, tallies
from services.content.store import regulations, roster
from shared.security import authorise, covers
from shared.usecase import Context, Id, Path, Request


class RegulationNumbers(Request):
    """`under`: the organisation to look at; without it, the topmost that one may see."""

    regulation_id: Id
    under: Path | None = None


class AcceptanceRow(msgspec.Struct, frozen=True, kw_only=True):
    """`former`: accepted another version only."""

    path: str
    meant: int
    accepted: int
    former: int
    not_yet: int


class RegulationNumbersView(msgspec.Struct, frozen=True, kw_only=True):
    regulation_id: str
    title: str
    number: str
    path: str
    under: str
    total: AcceptanceRow
    rows: list[AcceptanceRow]


def regulation_numbers(query: RegulationNumbers, ctx: Context) -> RegulationNumbersView:
    """Raises RegulationNotFound, NotPermitted."""
    regulation, document = regulations.get_with_document(query.regulation_id)
    under = query.under or topmost_led(ctx.actor, SEE_RECEIPT_NUMBERS, regulation.path)
    if under is None or not covers(regulation.path, under):
        raise RegulationNotFound
    authorise(ctx.actor, SEE_RECEIPT_NUMBERS, under)
    rows = regulations.counted_below(regulation.id, document, under)
    states = [(cell, "done" if now else "under_way", number) for cell, now, number in rows]
    found = tallies(roster.counted_below(under), states)
    return RegulationNumbersView(
        regulation_id=regulation.id,
        title=document.title,
        number=document.number,
        path=regulation.path,
        under=under,
        total=_row(under, sum(found.values(), Tally())),
        rows=[_row(path, tally) for path, tally in grouped(found, under).items()],
    )


def _row(path: str, tally: Tally) -> AcceptanceRow:
    return AcceptanceRow(
        path=path, meant=tally.members, accepted=tally.done, former=tally.under_way, not_yet=tally.not_begun
    )
