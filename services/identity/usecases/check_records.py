"""Looks through records whose values changed, or which time alone has made doubtful, and keeps what asks to be looked
at. Whoever writes a record marks it `unchecked` in the same write, so that nothing is missed by a kill in between;
looking through it again does no harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from services.identity.rules.doubled_records import likeness, turned
from services.identity.rules.membership import Status
from services.identity.rules.record_problems import Kind, basis_of, findings, look_again_on
from services.identity.store import member_values, members, record_problems
from services.identity.store.members import BIRTH, Member
from services.identity.store.record_problems import MOST_PEERS, Wanted
from shared import clock
from shared.clock import local_date
from shared.store import in_transaction

AT_ONCE = 200
SECONDS_A_RUN = 45.0


def check_records(
    now: datetime, *, within: float = SECONDS_A_RUN, progress: Callable[[int], None] | None = None
) -> int:
    """How many were looked through; ends when none waits or after `within` seconds."""
    until = clock.now().timestamp() + within
    done = 0
    while clock.now().timestamp() < until:
        waiting = members.to_check(local_date(now), AT_ONCE)
        for member in waiting:
            check_record(member, now)
        done += len(waiting)
        if progress is not None:
            progress(done)
        if len(waiting) < AT_ONCE:
            break
    return done


def recheck_all(now: datetime, progress: Callable[[int], None]) -> int:
    """Every record anew, for rules that changed. Broken off, the rest is done by the service itself."""
    members.uncheck_all()
    return check_records(now, within=float("inf"), progress=progress)


def check_record(member: Member, now: datetime) -> None:
    """Of two people who become alike in the same moment, the one who is looked through last finds the other."""
    today = local_date(now)
    values = member_values.values_of(member)
    again_on = look_again_on(values)
    wanted = [
        Wanted(member.id, member.cell_path, item.code, str(item.kind), basis_of(item, values))
        for item in findings(values, today)
    ]

    def work() -> None:
        record_problems.keep(member.id, [*wanted, *_doubled(member)])
        members.checked(member, again_on if again_on and again_on > today else None)

    in_transaction(work)


def _doubled(member: Member) -> Iterator[Wanted]:
    """Both sides of each: either cell has to see it."""
    if member.status == Status.LEFT:
        return
    days = [day for day in (member.birth_date, turned(member.birth_date)) if day]
    peers = members.born_on([key for day in days if (key := members.key_of(day, BIRTH))])
    found = 0
    for peer in peers:
        code = likeness(member.full_name, member.birth_date, peer.full_name, peer.birth_date)
        if peer.id == member.id or code is None or found >= MOST_PEERS:
            continue
        found += 1
        basis = "\x1f".join(sorted(f"{one.id} {one.full_name} {one.birth_date}" for one in (member, peer)))
        for one, other in ((member, peer), (peer, member)):
            yield Wanted(one.id, one.cell_path, code, str(Kind.DOUBLED), basis, other.id)
