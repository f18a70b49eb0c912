"""The roll-out's numbers from the records alone, for a province that was there before them or doubts them; and the
daily look at who was not here for 30 days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from services.identity.rules.roll_out import first_active_day
from services.identity.store import accounts, roll_out_cells, roll_out_members
from services.identity.store import members as stored_members
from services.identity.store.members import Member
from services.identity.usecases.counting_roll_out import follow, recount
from services.identity.usecases.noting_sign_in import BY_SIGNING_IN
from shared.clock import local_date
from shared.store import in_transaction

AT_ONCE = 1_000
GIVEN_UP_AFTER = timedelta(minutes=30)
LONG_AGO = timedelta(days=366)

T = TypeVar("T")


def recount_roll_out(now: datetime, progress: Callable[[int], None]) -> int:
    """Safe to repeat and to break off. Who has a password and was never seen signing in counts from the password."""
    today = local_date(now)
    done = 0
    for part in _parts(stored_members.standings(), AT_ONCE):
        in_transaction(lambda part=part: _follow(part))  # type: ignore[misc]
        done += len(part)
        progress(done)
    recount(roll_out_members.all_cells(), today)
    return done


def _follow(members: list[Member]) -> None:
    follow(members)
    known = roll_out_members.by_ids(member.id for member in members)
    for account in accounts.of_members(known):
        if known[account.id].registered_on is None:
            day = local_date(account.changed_at)
            roll_out_members.keep(account.id, set__registered_on=day, set__way=BY_SIGNING_IN)


def count_activity(now: datetime) -> int:
    """Once a day, by one of the processes: cells with somebody who fell out of the last 30 days."""
    today = local_date(now)
    until = first_active_day(today)
    last = roll_out_cells.counted_until()
    if last == today or not roll_out_cells.begin_run(today, now, now - GIVEN_UP_AFTER):
        return 0
    since = first_active_day(last) if last else until - LONG_AGO
    changed = recount(roll_out_members.cells_active_between(since, until), today)
    roll_out_cells.end_run(today)
    return changed


def _parts(items: Iterable[T], size: int) -> Iterator[list[T]]:
    # A generator of our own: mongoengine's iterator starts over once it has come to its end.
    waiting = (item for item in items)
    while part := list(islice(waiting, size)):
        yield part
