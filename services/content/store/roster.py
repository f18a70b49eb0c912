"""The roll: who is in which cell and with which standing, and who holds which role where. A copy; identity owns it
(events, in any order)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import mongoengine as me
from mongoengine import Q
from pymongo import UpdateMany

from shared.contracts.identity import MemberStatus, Role
from shared.security import Actor
from shared.store import below, keep_newest

# Suspended members have no part in the cell's life, exempt ones are free to; neither is waited for.
COUNTED = ("official", "probationary")


class RollMember(me.Document):
    """`sequence` is the number of the last event of this member that counted."""

    meta = {
        "collection": "roster",
        "auto_create_index": False,
        "indexes": [{"fields": ["cell_path", "status", "id"], "name": "roster_by_cell"}],
    }

    id = me.StringField(primary_key=True)
    cell_path = me.StringField(required=True)
    status = me.StringField(required=True)
    sequence = me.IntField(required=True)

    @property
    def is_counted(self) -> bool:
        return self.status in COUNTED


class RoleHolder(me.Document):
    """`id` is of the grant. Ended ones stay, so that a late `role_granted` brings nothing back."""

    meta = {
        "collection": "role_holders",
        "auto_create_index": False,
        "indexes": [{"fields": ["role", "path"], "name": "role_holders_by_path"}],
    }

    id = me.StringField(primary_key=True)
    member_id = me.StringField(required=True)
    role = me.StringField(required=True)
    path = me.StringField(required=True)
    valid_from = me.DateField()
    valid_until = me.DateField()
    ended = me.BooleanField(required=True)
    sequence = me.IntField(required=True)


@dataclass(frozen=True, slots=True)
class Standing:
    """What one event says of one member."""

    member_id: str
    cell_path: str
    status: MemberStatus
    sequence: int


@dataclass(frozen=True, slots=True)
class Holding:
    """What one event says of one grant of a role; without `valid_from` it is over."""

    grant_id: str
    member_id: str
    role: Role
    path: str
    sequence: int
    valid_from: date | None = None
    valid_until: date | None = None


def keep(standings: Sequence[Standing]) -> list[str]:
    """One bulk write; what is older than what is stored changes nothing. Returns whom it was about."""
    rows = [
        {"_id": each.member_id, "cell_path": each.cell_path, "status": each.status, "sequence": each.sequence}
        for each in standings
    ]
    return keep_newest(RollMember, rows)


def keep_roles(holdings: Sequence[Holding]) -> list[str]:
    rows = [
        {
            "_id": each.grant_id,
            "member_id": each.member_id,
            "role": each.role,
            "path": each.path,
            "valid_from": _moment(each.valid_from),
            "valid_until": _moment(each.valid_until),
            "ended": each.valid_from is None,
            "sequence": each.sequence,
        }
        for each in holdings
    ]
    return keep_newest(RoleHolder, rows)


def _moment(day: date | None) -> datetime | None:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None


def follow(kind: type[Any], members: Collection[RollMember]) -> None:
    """Rows about members carry where they are and whether they count; those of the members become as they are now."""
    moves = [_follow(member, {"version": 1} if "version" in kind._fields else {}) for member in members]
    if moves:
        kind._get_collection().bulk_write(moves, ordered=False)


def _follow(member: RollMember, counted_up: Mapping[str, int]) -> UpdateMany:
    now = {"cell_path": member.cell_path, "counted": member.is_counted}
    elsewhere = {"member_id": member.id, "$or": [{name: {"$ne": value}} for name, value in now.items()]}
    return UpdateMany(elsewhere, {"$set": now} | ({"$inc": counted_up} if counted_up else {}))


def find(member_id: str) -> RollMember | None:
    found: RollMember | None = RollMember.objects(pk=member_id).first()
    return found


def place_of(actor: Actor) -> tuple[str, bool]:
    """(cell, whether counted), as the roll has it; who is not on it yet, as the token says."""
    known = find(actor.member_id)
    return (known.cell_path, known.is_counted) if known else (actor.cell_path, True)


def by_ids(member_ids: Sequence[str]) -> list[RollMember]:
    return list(RollMember.objects(pk__in=list(member_ids)))


def counted_of_cell(cell_path: str) -> list[str]:
    """Ids, in their order."""
    rows = RollMember.objects(cell_path=cell_path, status__in=COUNTED).order_by("id").only("id")
    return [row.id for row in rows]


def counted_below(path: str) -> Mapping[str, int]:
    """{cell: members that count}"""
    rows = RollMember.objects.aggregate(
        [
            {"$match": {**below("cell_path", path), "status": {"$in": list(COUNTED)}}},
            {"$group": {"_id": "$cell_path", "n": {"$sum": 1}}},
        ]
    )
    return {row["_id"]: row["n"] for row in rows}


def holders_below(path: str, roles: Sequence[str], today: date) -> list[tuple[str, str]]:
    """(organisation, member) of everybody who holds one of the roles there on the day and counts as a member."""
    in_force = Q(valid_until=None) | Q(valid_until__gte=today)
    rows = list(
        RoleHolder.objects(__raw__={"role": {"$in": list(roles)}, **below("path", path)}).filter(
            in_force, ended=False, valid_from__lte=today
        )
    )
    counted = {row.id for row in by_ids([row.member_id for row in rows]) if row.is_counted}
    return sorted({(row.path, row.member_id) for row in rows if row.member_id in counted})


def forget_all() -> int:
    return int(RollMember.objects.delete()) + int(RoleHolder.objects.delete())


def sizes() -> Mapping[str, int]:
    """{standing: members}"""
    rows = RollMember.objects.aggregate([{"$group": {"_id": "$status", "n": {"$sum": 1}}}, {"$sort": {"_id": 1}}])
    return {row["_id"]: row["n"] for row in rows}
