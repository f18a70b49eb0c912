"""How often somebody had a text said at once within this minute: speaking costs the machine that everybody shares."""

from __future__ import annotations

from datetime import datetime, timedelta

import mongoengine as me

from services.speech.rules.errors import TooManyHearings

PER_MINUTE = 20  # some players ask twice for one sentence


class Hearing(me.Document):
    meta = {
        "collection": "hearings",
        "auto_create_index": False,
        "indexes": [{"fields": ["expires_at"], "expireAfterSeconds": 0}],
    }

    id = me.StringField(primary_key=True)
    count = me.IntField(default=0)
    expires_at = me.DateTimeField(required=True)


def spend(member_id: str, now: datetime) -> None:
    """Raises TooManyHearings when this one is one too many."""
    minute = int(now.timestamp() // 60)
    counted = Hearing.objects(pk=f"{member_id}:{minute}").modify(
        upsert=True, new=True, inc__count=1, set_on_insert__expires_at=now + timedelta(minutes=2)
    )
    if counted.count > PER_MINUTE:
        raise TooManyHearings
