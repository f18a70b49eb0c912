"""Corrections that members asked for in their own records. None is applied without a person of the desk; what was
decided stays, with what was asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import mongoengine as me

from services.identity.rules.record_errors import AlreadyDecided
from services.identity.rules.record_fields import FIELDS, shown
from shared.store import EncryptedText, below

OPEN, ACCEPTED, REJECTED = "open", "accepted", "rejected"
Before = tuple[str, str]


class Correction(me.Document):
    """`changed`: {field: [what was stored, what is asked for]}"""

    meta = {
        "collection": "corrections",
        "auto_create_index": False,
        "indexes": [("state", "cell_path", "id"), ("member_id", "-made_at")],
    }

    id = me.StringField(primary_key=True)
    member_id = me.StringField(required=True)
    cell_path = me.StringField(required=True)
    changed = EncryptedText(required=True)
    reason = EncryptedText(required=True)
    state = me.StringField(default=OPEN)
    made_at = me.DateTimeField(required=True)
    decided_at = me.DateTimeField()
    decided_by = me.StringField()
    note = EncryptedText()

    def before_and_after(self) -> dict[str, Before]:
        return {name: (pair[0], pair[1]) for name, pair in json.loads(self.changed).items()}

    def as_read(self) -> list[tuple[str, str, str]]:
        """(label, before, asked for), in the order of the record."""
        pairs = self.before_and_after()
        return [
            (field.label, shown(field, pairs[field.name][0]), shown(field, pairs[field.name][1]))
            for field in FIELDS
            if field.name in pairs
        ]


def packed(changes: Mapping[str, Before]) -> str:
    return json.dumps(changes, ensure_ascii=False)


def find(correction_id: str) -> Correction | None:
    found: Correction | None = Correction.objects(pk=correction_id).first()
    return found


def of_member(member_id: str) -> Sequence[Correction]:
    """The latest, newest first."""
    found: Any = Correction.objects(member_id=member_id).order_by("-made_at").limit(20)
    return list(found)


def all_of(member_id: str) -> Sequence[Correction]:
    found: Any = Correction.objects(member_id=member_id).order_by("-made_at")
    return list(found)


def open_of(member_id: str) -> int:
    return int(Correction.objects(member_id=member_id, state=OPEN).count())


def page(path: str, after: str | None, size: int) -> Sequence[Correction]:
    """Open ones at or below `path`, the oldest first."""
    condition: dict[str, Any] = {"state": OPEN, **below("cell_path", path)}
    if after:
        condition["_id"] = {"$gt": after}
    found: Any = Correction.objects(__raw__=condition).order_by("id").limit(size)
    return list(found)


def decide(correction: Correction, state: str, by: str, note: str, now: datetime) -> None:
    """Raises AlreadyDecided when somebody else was faster."""
    update = {"set__state": state, "set__decided_at": now, "set__decided_by": by}
    if note:
        update["set__note"] = note
    if not Correction.objects(pk=correction.id, state=OPEN).update_one(**update):
        raise AlreadyDecided
