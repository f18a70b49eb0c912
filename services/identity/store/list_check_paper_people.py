"""People who stand on a cell's list on paper and not in the system, while the check is open: closed, they lie in the
closed list. What is told of them lies encrypted; nothing of it makes a member."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import mongoengine as me

from services.identity.store import list_checks
from shared.store import EncryptedText

MOST = 200
"""Of one check."""


class PaperPerson(me.Document):
    meta = {"collection": "list_check_paper_people", "auto_create_index": False, "indexes": ["check_id"]}

    id = me.StringField(primary_key=True)
    check_id = me.StringField(required=True)
    full_name = EncryptedText(required=True)
    card_number = EncryptedText()
    note = EncryptedText()
    by = me.StringField(required=True)
    at = me.DateTimeField(required=True)


@dataclass(frozen=True)
class Told:
    full_name: str
    card_number: str
    note: str


def of_check(check_id: str) -> Sequence[PaperPerson]:
    """In the order in which they were noted."""
    found: Any = PaperPerson.objects(check_id=check_id).order_by("at", "id").limit(MOST)
    return list(found)


def find(check_id: str, person_id: str) -> PaperPerson | None:
    found: PaperPerson | None = PaperPerson.objects(pk=person_id, check_id=check_id).first()
    return found


def keep(person_id: str, check_id: str, told: Told, by: str, now: datetime) -> None:
    """In a transaction. Raises CheckClosed, NotSeenYet."""
    list_checks.touch(check_id)
    PaperPerson(
        id=person_id,
        check_id=check_id,
        full_name=told.full_name,
        card_number=told.card_number or None,
        note=told.note or None,
        by=by,
        at=now,
    ).save(force_insert=True)


def remove(person: PaperPerson) -> None:
    """In a transaction. Raises CheckClosed, NotSeenYet."""
    list_checks.touch(person.check_id)
    PaperPerson.objects(pk=person.id).delete()


def remove_all(check_id: str) -> None:
    """In the transaction that closes the check: they are in the closed list by then."""
    PaperPerson.objects(check_id=check_id).delete()
