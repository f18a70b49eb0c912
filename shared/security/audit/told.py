"""What a member is told of one service's trail (law L4): who did what with the own record, by day.

Promises: nothing of others, nothing of what the member did, no subject and no details; 90 days, newest first, and
`cut` when there was more. Readers by id: their names are identity's to tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shared.clock import local_date
from shared.security.audit.chain import SYSTEM, entries_about

SHOWN_DAYS = 90
MOST_ENTRIES = 2_000


@dataclass(frozen=True)
class SeenOnDay:
    """`reader_id`: None for the system. `at`: the last time of that day, `times`: how often on it."""

    at: datetime
    on: date
    reader_id: str | None
    action: str
    times: int


@dataclass(frozen=True)
class OwnTrail:
    items: list[SeenOnDay]
    days: int
    cut: bool


def own_trail(member_id: str, now: datetime) -> OwnTrail:
    entries = entries_about(member_id, since=now - timedelta(days=SHOWN_DAYS), limit=MOST_ENTRIES)
    last: dict[tuple[date, str, str], datetime] = {}
    times: dict[tuple[date, str, str], int] = {}
    for entry in entries:
        kind = (local_date(entry.at), entry.actor, entry.action)
        last[kind] = max(entry.at, last.get(kind, entry.at))
        times[kind] = times.get(kind, 0) + 1
    items = [
        SeenOnDay(last[kind], kind[0], None if kind[1] == SYSTEM else kind[1], kind[2], times[kind]) for kind in last
    ]
    return OwnTrail(items, SHOWN_DAYS, len(entries) == MOST_ENTRIES)
