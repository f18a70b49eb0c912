"""Half-yearly checks of cells' lists, one of each cell and half, and the answers given so far. Notes and the list as it
was closed lie encrypted.

Whatever is kept and the closing write to the check itself: whichever comes second in its transaction sees the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextvars import Context
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import mongoengine as me
import msgspec
from mongoengine.errors import NotUniqueError

from services.identity.rules.closed_lists import ClosedList
from services.identity.rules.list_check_errors import CheckClosed
from services.identity.rules.list_checks import MATCHES, Half, half_named
from services.identity.store import members
from services.identity.store.members import Member
from shared.ids import derive_id
from shared.store import EncryptedText, below

MOST_MEMBERS = 1_000
"""Of one cell."""


class ListCheck(me.Document):
    """`members`: who was on the list when the first answer was kept. `version`: how often something was kept.
    `counts`: {outcome: how many}. `closed_list`: see `list_of`."""

    meta = {
        "collection": "list_checks",
        "auto_create_index": False,
        "indexes": [("half", "cell_path"), ("cell_path", "half")],
    }

    id = me.StringField(primary_key=True)
    cell_id = me.StringField(required=True)
    cell_path = me.StringField(required=True)
    half = me.StringField(required=True)
    begun_at = me.DateTimeField(required=True)
    members = me.ListField(me.StringField())
    version = me.IntField(default=0)
    closed_at = me.DateTimeField()
    closed_by = me.StringField()
    counts = me.DictField()
    closed_list = EncryptedText()


class ListAnswer(me.Document):
    meta = {
        "collection": "list_check_answers",
        "auto_create_index": False,
        "indexes": [("check_id", "outcome"), "member_id"],
    }

    id = me.StringField(primary_key=True)
    check_id = me.StringField(required=True)
    member_id = me.StringField(required=True)
    outcome = me.StringField(required=True)
    note = EncryptedText()
    by = me.StringField(required=True)
    at = me.DateTimeField(required=True)


class NotSeenYet(Exception):
    """Somebody else began the check so shortly before that it can not be read here yet: try again."""


@dataclass(frozen=True)
class Said:
    outcome: str
    by: str
    at: datetime
    note: str = ""


def on_the_list(cell_path: str) -> list[str]:
    """Ids of everybody who belongs to the cell by now, in the order of a Vietnamese list."""
    return [item.id for item in members.of_cell(cell_path, MOST_MEMBERS)]


def on_the_list_now(cell_path: str) -> list[str]:
    """The same, past the snapshot of an open transaction: in it nobody arrives or leaves."""
    return Context().run(on_the_list, cell_path)


def people(cell_path: str) -> Sequence[Member]:
    """Their whole records."""
    ids = on_the_list(cell_path)
    found = members.whole(ids)
    return [found[member_id] for member_id in ids if member_id in found]


def id_of(cell_id: str, half: str) -> str:
    return derive_id("list_check", cell_id, half)


def find(cell_id: str, half: str) -> ListCheck | None:
    found: ListCheck | None = ListCheck.objects(pk=id_of(cell_id, half)).first()
    return found


def list_of(check: ListCheck) -> ClosedList | None:
    """As it was closed; None while it is open."""
    return msgspec.json.decode(check.closed_list, type=ClosedList) if check.closed_list else None


def first_half() -> Half | None:
    """The first that any cell began: nobody is behind with what was before."""
    found = ListCheck.objects.order_by("half").only("half").first()
    return half_named(found.half) if found else None


def of_cell(cell_path: str) -> Sequence[ListCheck]:
    """The latest first; also those of cells that were merged into this one."""
    found: Any = ListCheck.objects(cell_path=cell_path).exclude("closed_list", "members").order_by("-half", "id")
    return list(found)


def of_cells_below(path: str, halves: Sequence[str]) -> Sequence[ListCheck]:
    """Of the cells at or below `path`, without what was closed."""
    condition = {"half": {"$in": list(halves)}, **below("cell_path", path)}
    return list(ListCheck.objects(__raw__=condition).only("id", "cell_id", "half", "closed_at", "counts"))


def differing(check_ids: Sequence[str]) -> Mapping[str, int]:
    """{check id: answers other than "matches"}, out of an index alone."""
    stages: list[dict[str, Any]] = [
        {"$match": {"check_id": {"$in": list(check_ids)}, "outcome": {"$ne": MATCHES}}},
        {"$group": {"_id": "$check_id", "n": {"$sum": 1}}},
    ]
    return {row["_id"]: row["n"] for row in ListAnswer.objects.aggregate(stages)}


def answers(check_id: str) -> dict[str, ListAnswer]:
    """{member id: the answer}"""
    return {item.member_id: item for item in ListAnswer.objects(check_id=check_id)}


def begin(cell_id: str, cell_path: str, half: str, members: Iterable[str], now: datetime) -> None:
    """Once; whoever comes second finds it begun. Outside of a transaction."""
    begun = {"cell_id": cell_id, "cell_path": cell_path, "half": half, "begun_at": now, "members": list(members)}
    update = {f"set_on_insert__{name}": value for name, value in begun.items()}
    try:
        ListCheck.objects(pk=id_of(cell_id, half)).update_one(upsert=True, **update, set_on_insert__version=0)
    except NotUniqueError:  # somebody else did in this moment
        return


def touch(check_id: str) -> None:
    """In the transaction that keeps something with the check. Raises CheckClosed, NotSeenYet."""
    if ListCheck.objects(pk=check_id, closed_at=None).update_one(inc__version=1):
        return
    raise CheckClosed if ListCheck.objects(pk=check_id).only("id").first() else NotSeenYet


def keep(check_id: str, member_ids: Iterable[str], said: Said) -> None:
    """In a transaction. Raises CheckClosed, NotSeenYet."""
    touch(check_id)
    for member_id in member_ids:
        update: dict[str, Any] = {"set__outcome": said.outcome, "set__by": said.by, "set__at": said.at}
        update |= {"set__note": said.note} if said.note else {"unset__note": 1}
        ListAnswer.objects(pk=derive_id(check_id, member_id)).update_one(
            upsert=True, set_on_insert__check_id=check_id, set_on_insert__member_id=member_id, **update
        )


def close(check: ListCheck, closed: ClosedList, counts: Mapping[str, int], by: str, now: datetime) -> bool:
    """In a transaction. False when somebody closed it, or kept something with it, first."""
    return bool(
        ListCheck.objects(pk=check.id, closed_at=None, version=check.version).update_one(
            set__closed_at=now,
            set__closed_by=by,
            set__counts=dict(counts),
            set__closed_list=msgspec.json.encode(closed).decode(),
        )
    )
