"""What search knows of one thing that a person may read: the same for an article, a document and whatever comes later.

A new kind of thing gives one function that makes such an entry (store/search_feed.py); nothing else asks what it is.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

import msgspec

FIRST_DAY, LAST_DAY = 0, 99_991_231
_EPOCH = datetime(1900, 1, 1, tzinfo=UTC)
_SECONDS_BITS, _CHANCE_BITS = 33, 30


class Passage(msgspec.Struct, frozen=True):
    """What a hit can point at; `anchor` "" where the page has none for it."""

    text: str
    anchor: str = ""
    heading: str = ""


class SearchEntry(msgspec.Struct, frozen=True, kw_only=True):
    """`audience`: the organisation for which, with everything below it, the thing is meant; with `roles` for who holds
    one of them in it. `from_above`: who leads further up reads it as well. `shown_at`: what it is ordered by, `day`:
    the same as people see it. `replaces`: the key of what it stands in place of. `stamp`: another one whenever anything
    here is another."""

    thing: str
    id: str
    stamp: str
    audience: str
    roles: list[str] = msgspec.field(default_factory=list)
    from_above: bool = True
    title: str
    shown_at: datetime
    day: date
    summary: str = ""
    number: str = ""
    kind: str = ""
    issuer: str = ""
    categories: list[str] = msgspec.field(default_factory=list)
    effective_from: date | None = None
    effective_until: date | None = None
    replaces: str = ""
    passages: list[Passage] = msgspec.field(default_factory=list)

    @property
    def key(self) -> str:
        return key_of(self.thing, self.id)

    @property
    def meant_for(self) -> list[str]:
        return [for_role(role, self.audience) for role in self.roles] or [self.audience]


def key_of(thing: str, thing_id: str) -> str:
    return f"{thing}:{thing_id}"


def for_role(role: str, audience: str) -> str:
    return f"{role}@{audience}"


def stamp_of(*parts: object) -> str:
    return hashlib.blake2b("\n".join(map(str, parts)).encode(), digest_size=8).hexdigest()


def place_in_time(shown_at: datetime, key: str) -> int:
    """A number to order by, the same in every process: the second, then chance drawn from the key, so that two things
    of one second have an order too."""
    seconds = int((shown_at - _EPOCH).total_seconds())
    kept: int = min(max(seconds, 0), (1 << _SECONDS_BITS) - 1)
    chance = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=4).digest()) >> 2
    return (kept << _CHANCE_BITS) | chance


def day_number(value: date | None, otherwise: int) -> int:
    return value.year * 10_000 + value.month * 100 + value.day if value else otherwise
