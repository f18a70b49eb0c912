"""Other systems (F65): what each may do, and how far it was told.

The webhook of a partner is served by whoever holds its lease; `told_to` moves only after the partner said yes, so after
a kill the same entry may be told twice, with the same id, and none is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import mongoengine as me

from services.content.rules.exchange_errors import PartnerNotFound
from shared.store import EncryptedText, below


class Partner(me.Document):
    """`path`: it hands over for organisations at or below, and is told what concerns those. `told_to`: the number of
    the last entry of the feed that its webhook took. `failures`: in a row."""

    meta = {"collection": "partners", "auto_create_index": False, "indexes": ["path", ("webhook_state", "next_try_at")]}

    id = me.StringField(primary_key=True)
    name = me.StringField(required=True)
    path = me.StringField(required=True)
    may_hand_over = me.BooleanField(required=True)
    may_follow = me.BooleanField(required=True)
    key_digest = me.StringField(required=True)
    added_by = me.StringField(required=True)
    added_at = me.DateTimeField(required=True)
    revoked_at = me.DateTimeField()
    webhook_url = me.StringField()
    webhook_secret = EncryptedText()
    webhook_state = me.StringField(required=True, choices=("none", "on", "paused"))
    told_to = me.IntField(required=True, default=0)
    failures = me.IntField(required=True, default=0)
    failing_since = me.DateTimeField()
    last_problem = me.StringField()
    next_try_at = me.DateTimeField()
    lease_until = me.DateTimeField()


def find(partner_id: str) -> Partner | None:
    found: Partner | None = Partner.objects(pk=partner_id).first()
    return found


def get(partner_id: str) -> Partner:
    """Raises PartnerNotFound."""
    found = find(partner_id)
    if found is None:
        raise PartnerNotFound
    return found


def of_places(paths: Sequence[str]) -> Sequence[Partner]:
    condition = {"$or": [below("path", path) for path in paths]}
    return list(Partner.objects(__raw__=condition).order_by("name", "id")) if paths else []


def update(partner_id: str, **fields: Any) -> bool:
    """False when it was revoked meanwhile."""
    return bool(Partner.objects(pk=partner_id, revoked_at=None).update_one(**fields))


def take_due(now: datetime, last: int, lease: timedelta) -> Partner | None:
    """One whose webhook has something to be told and whom nobody serves: leased to the caller."""
    due = Partner.objects(
        __raw__={
            "webhook_state": "on",
            "revoked_at": None,
            "told_to": {"$lt": last},
            "$and": [
                {"$or": [{"next_try_at": None}, {"next_try_at": {"$lte": now}}]},
                {"$or": [{"lease_until": None}, {"lease_until": {"$lte": now}}]},
            ],
        }
    )
    taken: Partner | None = due.order_by("next_try_at").modify(set__lease_until=now + lease, new=True)
    return taken


def note_told(partner: Partner, number: int, until: datetime) -> bool:
    """False when the lease is another's by now."""
    held = Partner.objects(pk=partner.id, lease_until=partner.lease_until, webhook_state="on", revoked_at=None)
    if not held.update_one(
        set__told_to=number, set__failures=0, set__lease_until=until, unset__failing_since=1, unset__last_problem=1,
        unset__next_try_at=1,
    ):  # fmt: skip
        return False
    partner.lease_until = until
    return True


def note_failed(partner: Partner, problem: str, now: datetime, next_try_at: datetime | None) -> None:
    """`next_try_at`: None, it is not tried any more until somebody says so."""
    change: dict[str, Any] = {"inc__failures": 1, "set__last_problem": problem, "unset__lease_until": 1}
    change |= {"set__next_try_at": next_try_at} if next_try_at else {"set__webhook_state": "paused"}
    if partner.failing_since is None:
        change["set__failing_since"] = now
    Partner.objects(pk=partner.id, lease_until=partner.lease_until).update_one(**change)


def release(partner: Partner) -> None:
    Partner.objects(pk=partner.id, lease_until=partner.lease_until).update_one(unset__lease_until=1)
