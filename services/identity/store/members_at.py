"""Members by where they belong, for changes of the tree: counted, and fetched in parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.identity.rules.membership import Status
from services.identity.store.members import Member
from shared.store import below


def number(path: str) -> int:
    """At or below, who has not left."""
    return int(Member.objects(__raw__={**below("cell_path", path), "status": {"$ne": Status.LEFT}}).count())


def number_of(member_ids: Sequence[str], path: str) -> int:
    return int(Member.objects(pk__in=list(member_ids), cell_path=path, status__ne=Status.LEFT).count())


def official_at(path: str) -> int:
    return int(Member.objects(cell_path=path, status=Status.OFFICIAL).count())


def official_of(member_ids: Sequence[str]) -> int:
    return int(Member.objects(pk__in=list(member_ids), status=Status.OFFICIAL).count())


def some(path: str, limit: int) -> Sequence[Member]:
    """At or below, also who left: the record follows."""
    found: Any = Member.objects(__raw__=below("cell_path", path)).limit(limit)
    return list(found)


def some_of(member_ids: Sequence[str], path: str, limit: int) -> Sequence[Member]:
    """Of these, who is still there."""
    return list(Member.objects(pk__in=list(member_ids), cell_path=path).limit(limit))
