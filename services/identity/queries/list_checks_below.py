"""How far the check of the lists has come in an organisation and in each one directly below it: numbers, no person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from services.identity.rules import list_checks as rules
from services.identity.rules.list_check_errors import CheckNotFound
from services.identity.rules.list_check_progress import CellProgress, Tally, tally
from services.identity.rules.list_checks import MATCHES, Half
from services.identity.rules.permissions import SEE_RECORD
from services.identity.rules.tree import Kind
from services.identity.store import list_checks, organisations
from services.identity.store.list_checks import ListCheck
from services.identity.store.organisations import Organisation
from services.identity.usecases.checking_list import HalfName
from shared.clock import local_date
from shared.security import authorise
from shared.usecase import Context, Id, Request


class ListChecksBelow(Request):
    """`half`: without it, this one."""

    organisation_id: Id
    half: HalfName | None = None


class PartView(msgspec.Struct, frozen=True):
    id: str
    name: str
    kind: str
    tally: Tally


class ListChecksView(msgspec.Struct, frozen=True):
    """`below`: in the order of the tree. `half_before`: to look at; None where nobody checked a list then."""

    id: str
    name: str
    kind: str
    half: str
    last_day: date
    half_before: str | None
    tally: Tally
    below: list[PartView]


def list_checks_below(query: ListChecksBelow, ctx: Context) -> ListChecksView:
    """Raises OrganisationNotFound, NotPermitted, CheckNotFound. Counted by now; of a half that is over, over the cells
    that exist by now and were there then."""
    place = organisations.get(query.organisation_id)
    authorise(ctx.actor, SEE_RECORD, place.path)
    today = local_date(ctx.now)
    this = rules.half_of(today)
    half = rules.half_named(query.half) if query.half else this
    since = list_checks.first_half() or this
    if not since <= half <= this:
        raise CheckNotFound
    cells = [
        item
        for item in organisations.at_or_below(place.path)
        if item.kind == Kind.CELL and (item.effective_from is None or item.effective_from <= half.last_day)
    ]
    found = _progress(place.path, cells, half, since, today)
    children = organisations.directly_below(place.path)
    return ListChecksView(
        id=place.id,
        name=place.name,
        kind=place.kind,
        half=str(half),
        last_day=half.last_day,
        half_before=str(half.before) if since <= half.before else None,
        tally=tally(found.values()),
        below=[
            PartView(
                child.id,
                child.name,
                child.kind,
                tally(one for path, one in found.items() if path.startswith(child.path)),
            )
            for child in children
        ],
    )


def _progress(
    path: str, cells: Sequence[Organisation], half: Half, since: Half, today: date
) -> Mapping[str, CellProgress]:
    """{cell path: how far}"""
    checks = {
        (item.cell_id, item.half): item for item in list_checks.of_cells_below(path, [str(half), str(half.before)])
    }
    differing = list_checks.differing([item.id for item in checks.values() if item.closed_at is None])
    found = {}
    for cell in cells:
        check, before = checks.get((cell.id, str(half))), checks.get((cell.id, str(half.before)))
        closed_before = [str(half.before)] if before is not None and before.closed_at else []
        over = half != rules.half_of(today)
        found[cell.path] = CellProgress(
            progress=rules.progress(half, today, begun=check is not None, closed=bool(check and check.closed_at)),
            behind=not over and len(rules.open_halves(today, since, cell.effective_from, closed=closed_before)) > 1,
            differing=_differing(check, differing),
        )
    return found


def _differing(check: ListCheck | None, of_open: Mapping[str, int]) -> int:
    if check is None:
        return 0
    if check.closed_at is None:
        return of_open.get(check.id, 0)
    return sum(number for outcome, number in check.counts.items() if outcome != MATCHES)
