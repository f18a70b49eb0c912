"""Members' passkeys: public keys only, the private half never leaves the member's device. And the challenges that wait
for an answer, each for one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import mongoengine as me
from mongoengine.errors import NotUniqueError

from services.identity.rules.passkey_errors import PasskeyKnown
from services.identity.rules.passkeys import CHALLENGE_LIFETIME, NewPasskey, counter_goes_on


class Passkey(me.Document):
    """`id`: the credential's, as the browser names it."""

    meta = {"collection": "passkeys", "auto_create_index": False, "indexes": ["member_id"]}

    id = me.StringField(primary_key=True)
    member_id = me.StringField(required=True)
    name = me.StringField(required=True)
    public_key = me.BinaryField(required=True)
    sign_count = me.IntField(required=True)
    backed_up = me.BooleanField(default=False)
    made_at = me.DateTimeField(required=True)
    last_used_at = me.DateTimeField()


class PasskeyChallenge(me.Document):
    """`session_id`: that of the registration; none for a log-in, where nobody is known yet."""

    meta = {
        "collection": "passkey_challenges",
        "auto_create_index": False,
        "indexes": [{"fields": ["expires_at"], "expireAfterSeconds": 0}],
    }

    id = me.StringField(primary_key=True)
    session_id = me.StringField()
    expires_at = me.DateTimeField(required=True)


def keep_challenge(challenge: str, session_id: str | None, now: datetime) -> None:
    PasskeyChallenge(id=challenge, session_id=session_id, expires_at=now + CHALLENGE_LIFETIME).save(force_insert=True)


def use_up_challenge(challenge: str, session_id: str | None, now: datetime) -> bool:
    """True for exactly one answer, in time, of the session that it was made for."""
    asked = PasskeyChallenge.objects(pk=challenge, session_id=session_id, expires_at__gt=now)
    return bool(asked.delete())


def add(made: NewPasskey, member_id: str, name: str, now: datetime) -> None:
    """Raises PasskeyKnown."""
    passkey = Passkey(
        id=made.credential_id,
        member_id=member_id,
        name=name,
        public_key=made.public_key,
        sign_count=made.sign_count,
        backed_up=made.backed_up,
        made_at=now,
    )
    try:
        passkey.save(force_insert=True)
    except NotUniqueError as error:
        raise PasskeyKnown from error


def get(credential_id: str) -> Passkey | None:
    found: Passkey | None = Passkey.objects(pk=credential_id).first()
    return found


def of_member(member_id: str) -> Sequence[Passkey]:
    return list(Passkey.objects(member_id=member_id).order_by("made_at"))


def how_many(member_id: str) -> int:
    return int(Passkey.objects(member_id=member_id).count())


def count_use(passkey: Passkey, told: int, now: datetime) -> bool:
    """False when the counter does not go on: from what was read, or because another answer came in between."""
    if not counter_goes_on(passkey.sign_count, told):
        return False
    unchanged = Passkey.objects(pk=passkey.id, sign_count=passkey.sign_count)
    return bool(unchanged.update_one(set__sign_count=told, set__last_used_at=now))


def remove(credential_id: str, member_id: str) -> bool:
    return bool(Passkey.objects(pk=credential_id, member_id=member_id).delete())


def remove_all(member_id: str) -> int:
    return int(Passkey.objects(member_id=member_id).delete())
