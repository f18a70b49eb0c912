"""What was found wrong in a closed list afterwards: entries beside it that are only ever added. Words and names lie
encrypted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import mongoengine as me

from shared.store import EncryptedText


class ListCorrection(me.Document):
    """`about`: the name of the member as the closed list has it; without it, the list as a whole. `by_name`: as it was
    then."""

    meta = {"collection": "list_check_corrections", "auto_create_index": False, "indexes": ["check_id", "member_id"]}

    id = me.StringField(primary_key=True)
    check_id = me.StringField(required=True)
    member_id = me.StringField()
    about = EncryptedText()
    correction = EncryptedText(required=True)
    reason = EncryptedText(required=True)
    by = me.StringField(required=True)
    by_name = EncryptedText(required=True)
    at = me.DateTimeField(required=True)


def find(correction_id: str) -> ListCorrection | None:
    found: ListCorrection | None = ListCorrection.objects(pk=correction_id).first()
    return found


def of_check(check_id: str) -> Sequence[ListCorrection]:
    """The oldest first."""
    found: Any = ListCorrection.objects(check_id=check_id).order_by("at", "id")
    return list(found)


def add(correction: ListCorrection, now: datetime) -> None:
    correction.at = now
    correction.save(force_insert=True)
