"""One-time codes that still may work, as keyed hashes. The id says for whom: a log-in name or a member.

A code asked for under a name nobody has is stored like any other, with no member: whoever asks cannot tell.
"""

from __future__ import annotations

from datetime import datetime

import mongoengine as me

from services.identity.rules.login_codes import ATTEMPTS, CodeState
from shared.store import blind_index

_PURPOSE = "login_code"


class LoginCode(me.Document):
    meta = {
        "collection": "login_codes",
        "auto_create_index": False,
        "indexes": [{"fields": ["expires_at"], "expireAfterSeconds": 86_400}],
    }

    id = me.StringField(primary_key=True)
    member_id = me.StringField()
    code_key = me.StringField(required=True)
    attempts = me.IntField(default=0)
    used = me.BooleanField(default=False)
    made_at = me.DateTimeField(required=True)
    expires_at = me.DateTimeField(required=True)

    def state(self) -> CodeState:
        return CodeState(self.expires_at, self.attempts, self.used)


def place_for_name(login_name: str) -> str:
    return "name:" + blind_index(login_name, "login_name")


def place_for_member(member_id: str) -> str:
    return "member:" + member_id


def place_for_registration(registration_id: str) -> str:
    return "registration:" + registration_id


def keep(place: str, member_id: str | None, code: str, now: datetime, expires_at: datetime) -> None:
    """Replaces an earlier code of the same place: only the newest one works."""
    LoginCode(id=place, member_id=member_id, code_key=_key(place, code), made_at=now, expires_at=expires_at).save()


def forget(member_id: str) -> None:
    """Codes that would open the account of this member."""
    LoginCode.objects(member_id=member_id).delete()


def made_at(place: str) -> datetime | None:
    found: LoginCode | None = LoginCode.objects(pk=place).only("made_at").first()
    return found.made_at if found else None


def spend_attempt(place: str, now: datetime) -> LoginCode | None:
    """Counts the attempt before it is judged: many at once get no more tries than one after another."""
    found: LoginCode | None = LoginCode.objects(pk=place, used=False, expires_at__gt=now, attempts__lt=ATTEMPTS).modify(
        inc__attempts=1
    )
    return found


def matches(row: LoginCode | None, code: str) -> bool:
    return row is not None and bool(code) and bool(row.code_key == _key(row.id, code))


def use_up(row: LoginCode) -> bool:
    """True for exactly one of those who come with the same code at the same time."""
    return bool(LoginCode.objects(pk=row.id, code_key=row.code_key, used=False).update_one(set__used=True))


def _key(place: str, code: str) -> str:
    return blind_index(f"{place}:{code}", _PURPOSE)
