"""What every step of a cell's half-yearly check begins with: whose cell, which half, and is it open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated, TypeVar

from msgspec import Meta

from services.identity.rules.list_check_errors import CheckClosed, HalfOver
from services.identity.rules.list_checks import Half, half_named, half_of, open_halves
from services.identity.rules.permissions import CHECK_LIST
from services.identity.store import list_checks, members, organisations
from services.identity.store.list_checks import ListCheck, NotSeenYet
from services.identity.store.organisations import Organisation
from shared.clock import local_date
from shared.outbox import ChangedByAnother
from shared.security import authorise
from shared.store import back_off, in_transaction
from shared.usecase import Context

TRIES = 10
HalfName = Annotated[str, Meta(pattern=r"^20[0-9]{2}-[12]$")]
"""Year and 1 or 2: "2026-2"."""

T = TypeVar("T")


def checked_cell(cell_id: str, half: str, ctx: Context) -> Organisation:
    """Raises OrganisationNotFound, NotPermitted, HalfOver: a page of another half is not kept as one of this."""
    cell = organisations.get_cell(cell_id)
    authorise(ctx.actor, CHECK_LIST, cell.path)
    if half_named(half) not in to_check(cell, local_date(ctx.now)) and not _closed(cell.id, half):
        raise HalfOver
    return cell


def to_check(cell: Organisation, today: date) -> list[Half]:
    """What is to be done first in front; nothing of a cell that is no more."""
    if not cell.exists_on(today):
        return []
    this = half_of(today)
    closed = [str(this.before)] if _closed(cell.id, str(this.before)) else []
    return open_halves(today, list_checks.first_half() or this, cell.effective_from, closed=closed)


def _closed(cell_id: str, half: str) -> bool:
    check = list_checks.find(cell_id, half)
    return check is not None and check.closed_at is not None


def check_open(check: ListCheck | None) -> None:
    """Raises CheckClosed naming who closed it."""
    if check is not None and check.closed_at is not None:
        by = members.by_id(check.closed_by or "")
        raise CheckClosed(f"{by.full_name if by else 'Người khác'} đã kết thúc kỳ đối chiếu này.")


def with_check_begun(cell: Organisation, half: str, ids: Iterable[str], ctx: Context, work: Callable[[], T]) -> T:
    """`work` in a transaction, with the check begun. Raises CheckClosed, ChangedByAnother."""
    check_open(list_checks.find(cell.id, half))
    for attempt in range(TRIES):
        list_checks.begin(cell.id, cell.path, half, ids, ctx.now)
        try:
            return in_transaction(work)
        except NotSeenYet:
            back_off(attempt)
    raise ChangedByAnother
