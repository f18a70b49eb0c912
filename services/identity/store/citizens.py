"""Citizens with a light account (F70): a telephone, a name where one was given, and when they agreed to what."""

from __future__ import annotations

from datetime import datetime

import mongoengine as me
from mongoengine.errors import NotUniqueError

from shared.store import EncryptedText, blind_index

_PURPOSE = "citizen_phone"
CONSENT = "citizen-account-1"
"""The text that is shown in the gateway's `citizens.html`; another text gets another name."""


class Citizen(me.Document):
    meta = {
        "collection": "citizens",
        "auto_create_index": False,
        "indexes": [{"fields": ["phone_key"], "unique": True}],
    }

    id = me.StringField(primary_key=True)
    phone_key = me.StringField(required=True)
    phone = EncryptedText(required=True)
    full_name = EncryptedText()
    consent = me.StringField(required=True)
    consented_at = me.DateTimeField(required=True)


def find(citizen_id: str) -> Citizen | None:
    found: Citizen | None = Citizen.objects(pk=citizen_id).first()
    return found


def with_phone(phone: str) -> Citizen | None:
    found: Citizen | None = Citizen.objects(phone_key=blind_index(phone, _PURPOSE)).first()
    return found


def add(citizen_id: str, phone: str, full_name: str | None, now: datetime) -> Citizen:
    """The one that is there already where two came at once with the same telephone."""
    made = Citizen(
        id=citizen_id,
        phone_key=blind_index(phone, _PURPOSE),
        phone=phone,
        full_name=full_name,
        consent=CONSENT,
        consented_at=now,
    )
    try:
        made.save(force_insert=True)
    except NotUniqueError:
        return with_phone(phone) or made
    return made


def remove(citizen_id: str) -> bool:
    return bool(Citizen.objects(pk=citizen_id).delete())
