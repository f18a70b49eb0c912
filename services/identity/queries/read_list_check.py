"""A cell's list of members for the half-yearly check: what a list needs and no more, with the answers given so far; of
a closed check exactly what was closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.identity.queries.list_check_views import (
    ListCheckView,
    OtherHalf,
    closed_late,
    corrections_of,
    listed_now,
    listed_then,
    on_paper_now,
    on_paper_then,
)
from services.identity.queries.reading_records import leave_trail
from services.identity.rules import list_checks as rules
from services.identity.rules.closed_lists import ClosedList
from services.identity.rules.list_check_errors import CheckNotFound
from services.identity.rules.list_checks import Half
from services.identity.rules.permissions import CHECK_LIST, SEE_RECORD
from services.identity.store import list_checks, members, organisations
from services.identity.store.list_checks import ListCheck
from services.identity.store.organisations import Organisation
from services.identity.usecases.checking_list import HalfName, to_check
from shared.clock import local_date
from shared.security import allowed, authorise
from shared.usecase import Context, Id, Request


class ReadListCheck(Request):
    """`half`: without it, what is to be done first: the half before as long as it is not closed, then this one."""

    cell_id: Id
    half: HalfName | None = None


@dataclass(frozen=True)
class _Asked:
    cell: Organisation
    half: Half
    check: ListCheck | None
    others: list[OtherHalf]


def read_list_check(query: ReadListCheck, ctx: Context) -> ListCheckView:
    """Raises OrganisationNotFound, NotPermitted, CheckNotFound. The check of a cell that was merged is read from where
    its people are now."""
    cell = organisations.get_cell(query.cell_id)
    today = local_date(ctx.now)
    todo = to_check(cell, today)
    half = rules.half_named(query.half) if query.half else (todo or [rules.half_of(today)])[0]
    check = list_checks.find(cell.id, str(half))
    authorise(ctx.actor, SEE_RECORD, check.cell_path if check else cell.path)
    if check is None and half not in todo:
        raise CheckNotFound
    asked = _Asked(cell, half, check, _others(cell, half, todo, today))
    closed = list_checks.list_of(check) if check else None
    if check is not None and closed is not None:
        return _as_closed(asked, check, closed, ctx)
    return _by_now(asked, ctx, may_check=half in todo and allowed(ctx.actor, CHECK_LIST, cell.path))


def _as_closed(asked: _Asked, check: ListCheck, closed: ClosedList, ctx: Context) -> ListCheckView:
    about = [*(item.id for item in closed.members), *(item.id for item in closed.gone)]
    leave_trail("identity.list_check_read", ctx, check.cell_path, about)
    return ListCheckView(
        cell_id=asked.cell.id,
        cell_name=closed.cell_name,
        half=str(asked.half),
        last_day=asked.half.last_day,
        progress=rules.Progress.DONE,
        late=closed_late(check),
        version=check.version,
        items=listed_then(closed),
        unanswered=0,
        gone=[item.full_name for item in closed.gone],
        on_paper=on_paper_then(closed),
        closed_at=check.closed_at,
        closed_by=closed.closed_by,
        counts=dict(check.counts),
        corrections=corrections_of(check.id),
        may_check=False,
        may_correct=allowed(ctx.actor, CHECK_LIST, check.cell_path),
        others=asked.others,
    )


def _by_now(asked: _Asked, ctx: Context, *, may_check: bool) -> ListCheckView:
    cell, half, check, today = asked.cell, asked.half, asked.check, local_date(ctx.now)
    began_with = set(check.members) if check else None
    people = list_checks.people(cell.path)
    items = listed_now(people, list_checks.answers(check.id) if check else {}, began_with, today)
    gone = members.by_ids((began_with or set()) - {item.id for item in people})
    leave_trail("identity.list_check_read", ctx, cell.path, [item.id for item in (*people, *gone)])
    return ListCheckView(
        cell_id=cell.id,
        cell_name=cell.name,
        half=str(half),
        last_day=half.last_day,
        progress=rules.progress(half, today, begun=check is not None, closed=False),
        late=False,
        version=check.version if check else 0,
        items=items,
        unanswered=sum(not item.outcome for item in items),
        gone=[item.full_name for item in gone],
        on_paper=on_paper_now(check.id) if check else [],
        closed_at=None,
        closed_by="",
        counts={},
        corrections=[],
        may_check=may_check,
        may_correct=False,
        others=asked.others,
    )


def _others(cell: Organisation, shown: Half, todo: Sequence[Half], today: date) -> list[OtherHalf]:
    checks = list_checks.of_cell(cell.path)
    begun = {check.half for check in checks if check.cell_id == cell.id}
    open_ = [
        OtherHalf(
            cell.id, str(half), half.last_day, rules.progress(half, today, begun=False, closed=False), False, None
        )
        for half in todo
        if half != shown and str(half) not in begun
    ]
    kept = [
        OtherHalf(
            check.cell_id,
            check.half,
            (half := rules.half_named(check.half)).last_day,
            rules.progress(half, today, begun=True, closed=check.closed_at is not None),
            closed_late(check),
            check.closed_at,
        )
        for check in checks
        if (check.cell_id, check.half) != (cell.id, str(shown))
    ]
    return [*open_, *sorted(kept, key=lambda one: one.closed_at is not None)]
