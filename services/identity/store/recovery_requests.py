"""Members who cannot come in any more and asked their cell for help. One a member; gone after a week.

Asked under a name nobody has, it is kept for nobody: whoever asks cannot tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import mongoengine as me

from shared.store import below, blind_index

LIFETIME = timedelta(days=7)
MOST_SHOWN = 200


class RecoveryRequest(me.Document):
    """The id says for whom: the member, or the keyed hash of a name nobody has."""

    meta = {
        "collection": "recovery_requests",
        "auto_create_index": False,
        "indexes": [("cell_path", "asked_at"), {"fields": ["expires_at"], "expireAfterSeconds": 0}],
    }

    id = me.StringField(primary_key=True)
    member_id = me.StringField()
    cell_path = me.StringField()
    device_lost = me.BooleanField(required=True)
    asked_at = me.DateTimeField(required=True)
    expires_at = me.DateTimeField(required=True)


def ask(member_id: str | None, cell_path: str | None, name: str, *, device_lost: bool, now: datetime) -> None:
    """Asked again, the newest counts."""
    request_id = f"member:{member_id}" if member_id else "name:" + blind_index(name, "login_name")
    RecoveryRequest(
        id=request_id,
        member_id=member_id,
        cell_path=cell_path,
        device_lost=device_lost,
        asked_at=now,
        expires_at=now + LIFETIME,
    ).save()


def waiting_below(path: str, now: datetime) -> Sequence[RecoveryRequest]:
    """The oldest first."""
    found = RecoveryRequest.objects(__raw__=below("cell_path", path)).filter(expires_at__gt=now)
    return list(found.order_by("asked_at").limit(MOST_SHOWN))


def close(member_id: str) -> bool:
    return bool(RecoveryRequest.objects(pk=f"member:{member_id}").delete())
