"""What the roll-out knows of each member, beside the record. `status` and place are copies of the member's.

Whether somebody serves in the army or the police, and what was said at a call, lie encrypted; a day is the finest
that is kept of anybody's signing in: there is nothing here to rank people by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

import mongoengine as me

from services.identity.rules.membership import Status
from services.identity.rules.roll_out import ARMED, Fact, Smartphone, kind_of
from shared.store import EncryptedText


class RollOutMember(me.Document):
    """The id is the member's. `contact`: how far the secretary has come with this member."""

    meta = {
        "collection": "roll_out_members",
        "auto_create_index": False,
        "indexes": ["cell_id", {"fields": ["active_on"], "sparse": True}],
    }

    id = me.StringField(primary_key=True)
    cell_id = me.StringField(required=True)
    cell_path = me.StringField(required=True)
    status = me.StringField(required=True)
    service = EncryptedText()
    smartphone = me.StringField()
    registered_on = me.DateField()
    way = me.StringField()
    active_on = me.DateField()
    contact = me.StringField()
    contact_on = me.DateField()
    appointed_on = me.DateField()
    contact_note = EncryptedText(max_length=500)


def find(member_id: str) -> RollOutMember | None:
    found: RollOutMember | None = RollOutMember.objects(pk=member_id).first()
    return found


def by_ids(ids: Iterable[str]) -> dict[str, RollOutMember]:
    return {item.id: item for item in RollOutMember.objects(pk__in=list(ids))}


def of_cell(cell_id: str) -> Sequence[RollOutMember]:
    return list(RollOutMember.objects(cell_id=cell_id))


def keep_standing(member_id: str, cell_id: str, cell_path: str, status: str) -> None:
    RollOutMember.objects(pk=member_id).update_one(
        set__cell_id=cell_id, set__cell_path=cell_path, set__status=status, upsert=True
    )


def keep(member_id: str, **update: Any) -> None:
    RollOutMember.objects(pk=member_id).update_one(**update)


def forget(member_id: str) -> None:
    """All but how he belongs and that he is left out: that serves the Party's count, not the handbook."""
    names = ("smartphone", "registered_on", "way", "active_on", "contact", "contact_on", "appointed_on", "contact_note")
    keep(member_id, **{f"unset__{name}": True for name in names})


def facts_of(cell_ids: Sequence[str]) -> dict[str, list[Fact]]:
    """{cell: what is counted of each of its members}."""
    found: dict[str, list[Fact]] = {cell_id: [] for cell_id in cell_ids}
    wanted = {"cell_id": 1, "status": 1, "service": 1, "smartphone": 1, "registered_on": 1, "active_on": 1}
    for row in RollOutMember._get_collection().find({"cell_id": {"$in": list(cell_ids)}}, wanted):
        fact = _fact(row)
        if fact is not None:
            found[row["cell_id"]].append(fact)
    return found


def _fact(row: dict[str, Any]) -> Fact | None:
    service = row.get("service")
    armed = service is not None and RollOutMember.service.to_python(service) == ARMED
    kind = kind_of(Status(row["status"]), armed=armed)
    if kind is None:
        return None
    smartphone = Smartphone(row.get("smartphone") or Smartphone.UNKNOWN)
    return Fact(kind, smartphone, _day(row, "registered_on"), _day(row, "active_on"))


def _day(row: dict[str, Any], name: str) -> date | None:
    """mongoengine keeps a day as its midnight."""
    value: datetime | None = row.get(name)
    return value.date() if value else None


def cells_active_between(first: date, end: date) -> Sequence[str]:
    """Cells with somebody whose last day of signing in lies in [first, end)."""
    span = {"$gte": datetime.combine(first, time()), "$lt": datetime.combine(end, time())}
    return list(RollOutMember._get_collection().distinct("cell_id", {"active_on": span}))


def all_cells() -> Iterator[str]:
    return iter(RollOutMember._get_collection().distinct("cell_id"))
