"""Failed log-ins per log-in name, kept as a keyed hash: people type cards and telephones there."""

from __future__ import annotations

from datetime import datetime

import mongoengine as me
from mongoengine.errors import NotUniqueError

from services.identity.rules.lockout import Attempts, Policy, after_failure, locked
from shared.errors import TooMany
from shared.store import blind_index

_TRIES = 20


class LoginAttempts(me.Document):
    meta = {
        "collection": "login_attempts",
        "auto_create_index": False,
        "indexes": [{"fields": ["changed_at"], "expireAfterSeconds": 3 * 86_400}],
    }

    id = me.StringField(primary_key=True)
    version = me.IntField(required=True)
    failures = me.IntField(default=0)
    first_failure_at = me.DateTimeField()
    locks = me.IntField(default=0)
    locked_until = me.DateTimeField()
    changed_at = me.DateTimeField(required=True)

    def counted(self) -> Attempts:
        return Attempts(self.failures, self.first_failure_at, self.locks, self.locked_until)


def spend(login_name: str, now: datetime, policy: Policy) -> Attempts | None:
    """Counts one attempt as failed, before it is known whether it is: `forgive` takes it back on success.

    Returns the lock that stands in the way, or None when the attempt may be made.
    """
    key = blind_index(login_name, "login_name")
    for _ in range(_TRIES):
        row: LoginAttempts | None = LoginAttempts.objects(pk=key).first()
        before = row.counted() if row else Attempts()
        if locked(before, now):
            return before
        if _store(key, row, after_failure(before, now, policy), now):
            return None
    raise TooMany


def forgive(login_name: str) -> None:
    LoginAttempts.objects(pk=blind_index(login_name, "login_name")).delete()


def _store(key: str, row: LoginAttempts | None, after: Attempts, now: datetime) -> bool:
    values = {
        "failures": after.failures,
        "first_failure_at": after.first_failure_at,
        "locks": after.locks,
        "locked_until": after.locked_until,
        "changed_at": now,
    }
    if row is None:
        try:
            LoginAttempts(id=key, version=1, **values).save(force_insert=True)
        except NotUniqueError:
            return False
        return True
    update = {f"set__{name}": value for name, value in values.items()}
    return bool(LoginAttempts.objects(pk=key, version=row.version).update_one(inc__version=1, **update))
