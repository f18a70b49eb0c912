"""The roll: who is in which cell and with which standing. A copy; identity owns it (events, in any order)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import mongoengine as me

from shared.contracts.identity import MemberStatus
from shared.store import keep_newest


class RosterMember(me.Document):
    """`sequence` is the number of the last event of this member that counted."""

    meta = {
        "collection": "roster",
        "auto_create_index": False,
        "indexes": [{"fields": ["cell_path", "id"], "name": "roster_by_cell"}],
    }

    id = me.StringField(primary_key=True)
    cell_id = me.StringField(required=True)
    cell_path = me.StringField(required=True)
    status = me.StringField(required=True)
    sequence = me.IntField(required=True)
    changed_at = me.DateTimeField(required=True)


@dataclass(frozen=True, slots=True)
class Standing:
    """What one event says of one member."""

    member_id: str
    cell_id: str
    cell_path: str
    status: MemberStatus
    sequence: int
    changed_at: datetime


def keep(standings: Sequence[Standing]) -> None:
    """One bulk write; what is older than what is stored changes nothing."""
    keep_newest(
        RosterMember,
        [
            {
                "_id": standing.member_id,
                "cell_id": standing.cell_id,
                "cell_path": standing.cell_path,
                "status": standing.status,
                "sequence": standing.sequence,
                "changed_at": standing.changed_at,
            }
            for standing in standings
        ],
    )


def of_cell(cell_path: str) -> list[RosterMember]:
    """Everybody of the cell but those who left, by id."""
    return list(RosterMember.objects(cell_path=cell_path, status__ne="left").order_by("id"))


def in_cell(member_id: str, cell_path: str) -> RosterMember | None:
    found: RosterMember | None = RosterMember.objects(pk=member_id, cell_path=cell_path, status__ne="left").first()
    return found


def forget_all() -> int:
    return int(RosterMember.objects.delete())


def sizes() -> Mapping[str, int]:
    """{standing: members}"""
    rows = RosterMember.objects.aggregate([{"$group": {"_id": "$status", "n": {"$sum": 1}}}, {"$sort": {"_id": 1}}])
    return {row["_id"]: row["n"] for row in rows}
