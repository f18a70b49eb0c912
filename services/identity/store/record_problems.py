"""What in members' records asks to be looked at again, kept as codes: the words are made from the record when they are
read, so nothing of a record lies here. What somebody wrote about it lies encrypted.

A row stays set aside while its `basis`, a keyed hash of the values it rests on, is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import mongoengine as me

from shared.ids import derive_id
from shared.outbox import ChangedByAnother
from shared.store import EncryptedText, below, blind_index

OPEN, ASKED, SET_ASIDE = "open", "asked", "set_aside"
STATES = (OPEN, ASKED, SET_ASIDE)
MOST_PEERS = 20
_UNANSWERED = {"unset__answer": 1, "unset__answered_at": 1}


def basis_key(basis: str) -> str:
    return blind_index(basis, "record_problem")


@dataclass(frozen=True)
class Wanted:
    """A problem that is there; `basis` in plain words, `peer_id` the other record of a doubled one."""

    member_id: str
    cell_path: str
    code: str
    kind: str
    basis: str
    peer_id: str | None = None

    @property
    def id(self) -> str:
        return derive_id(self.member_id, self.code, self.peer_id or "")

    @property
    def basis_key(self) -> str:
        return basis_key(self.basis)


class RecordProblem(me.Document):
    """`note`: why it was set aside, or what the member was asked; by `decided_by` at `decided_at`. `answer`: what the
    member says to that."""

    meta = {
        "collection": "record_problems",
        "auto_create_index": False,
        "indexes": [
            ("state", "cell_path", "code", "id"),
            ("state", "code", "cell_path", "id"),
            "member_id",
            {"fields": ["peer_id"], "sparse": True},
        ],
    }

    id = me.StringField(primary_key=True)
    member_id = me.StringField(required=True)
    cell_path = me.StringField(required=True)
    code = me.StringField(required=True)
    kind = me.StringField(required=True)
    peer_id = me.StringField()
    basis = me.StringField(required=True)
    state = me.StringField(default=OPEN)
    note = EncryptedText()
    decided_by = me.StringField()
    decided_at = me.DateTimeField()
    answer = EncryptedText()
    answered_at = me.DateTimeField()


def keep(member_id: str, wanted: Iterable[Wanted]) -> None:
    """Exactly these concern the member by now, on either side of a doubled one. In a transaction."""
    by_id = {item.id: item for item in wanted}
    stored = {
        row.id: row
        for row in RecordProblem.objects(__raw__={"$or": [{"member_id": member_id}, {"peer_id": member_id}]})
    }
    gone = [row_id for row_id in stored if row_id not in by_id]
    if gone:
        RecordProblem.objects(pk__in=gone).delete()
    for row_id, item in by_id.items():
        row = stored.get(row_id)
        if row is None:
            _insert(item)
        elif (row.basis, row.cell_path) != (item.basis_key, item.cell_path):
            update: dict[str, Any] = {"set__cell_path": item.cell_path}
            if row.basis != item.basis_key:
                update |= {"set__basis": item.basis_key, "set__state": OPEN, "unset__note": 1, **_UNANSWERED}
            RecordProblem.objects(pk=row_id).update_one(**update)


def _insert(item: Wanted) -> None:
    RecordProblem(
        id=item.id,
        member_id=item.member_id,
        cell_path=item.cell_path,
        code=item.code,
        kind=item.kind,
        peer_id=item.peer_id,
        basis=item.basis_key,
    ).save(force_insert=True)


def find(problem_id: str) -> RecordProblem | None:
    found: RecordProblem | None = RecordProblem.objects(pk=problem_id).first()
    return found


def of_member(member_id: str, *states: str) -> Sequence[RecordProblem]:
    found: Any = RecordProblem.objects(member_id=member_id, state__in=states).order_by("code")
    return list(found)


def of_members(member_ids: Sequence[str]) -> Sequence[RecordProblem]:
    """In every state."""
    return list(RecordProblem.objects(member_id__in=list(member_ids)))


def page(path: str, state: str, code: str | None, after: str | None, size: int) -> Sequence[RecordProblem]:
    """At or below `path`, by cell, behind the row `after`."""
    order = ("cell_path", "_id") if code else ("cell_path", "code", "_id")
    condition: dict[str, Any] = {"state": state, **below("cell_path", path)}
    if code:
        condition["code"] = code
    last = find(after) if after else None
    if last is not None:
        condition = {"$and": [condition, _behind(order, last)]}
    found: Any = RecordProblem.objects(__raw__=condition).order_by(*order).limit(size)
    return list(found)


def _behind(order: Sequence[str], last: RecordProblem) -> dict[str, Any]:
    values = {"cell_path": last.cell_path, "code": last.code, "_id": last.id}
    return {
        "$or": [
            {**{before: values[before] for before in order[:at]}, name: {"$gt": values[name]}}
            for at, name in enumerate(order)
        ]
    }


def counts(path: str, state: str) -> Mapping[str, int]:
    """{code: how many}, out of an index alone."""
    condition = {"state": state, **below("cell_path", path)}
    rows = RecordProblem.objects.aggregate(
        [
            {"$match": condition},
            {"$project": {"_id": 0, "code": 1}},
            {"$group": {"_id": "$code", "n": {"$sum": 1}}},
        ]
    )
    return {row["_id"]: row["n"] for row in rows}


def settle(row: RecordProblem, state: str, by: str, note: str, now: datetime) -> None:
    """Raises ChangedByAnother when somebody else decided it or the record changed meanwhile."""
    update: dict[str, Any] = {"set__state": state, "set__decided_by": by, "set__decided_at": now}
    update |= _UNANSWERED | ({"set__note": note} if note else {"unset__note": 1})
    if not RecordProblem.objects(pk=row.id, state=row.state, basis=row.basis).update_one(**update):
        raise ChangedByAnother


def answer(row: RecordProblem, text: str, now: datetime) -> bool:
    """False when the desk decided or the record changed meanwhile."""
    asked = RecordProblem.objects(pk=row.id, state=ASKED, decided_at=row.decided_at)
    return bool(asked.update_one(set__answer=text, set__answered_at=now))
