"""What is done once a day, by whichever process comes first."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import mongoengine as me
from mongoengine.errors import NotUniqueError

REMEMBERED = timedelta(days=7)


class Duty(me.Document):
    meta = {
        "collection": "duties",
        "auto_create_index": False,
        "indexes": [{"fields": ["expires_at"], "expireAfterSeconds": 0, "name": "duties_expiry"}],
    }

    id = me.StringField(primary_key=True)
    expires_at = me.DateTimeField(required=True)


def claim(name: str, day: date, now: datetime) -> bool:
    """True for the first to ask on this day. Who is killed over it leaves it undone until the next."""
    try:
        Duty(id=f"{name}/{day.isoformat()}", expires_at=now + REMEMBERED).save(force_insert=True)
    except NotUniqueError:
        return False
    return True
