"""Sessions and the tokens that were given out in them. A token whose session is not here is neither taken nor renewed.

A session ends by the removal of its one document, so nothing can be left half signed out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import mongoengine as me

from services.identity.rules.sessions import SESSION_LIFETIME


class Session(me.Document):
    """`resume_key`: the hash of the secret that lies on the member's device; none where the device is not his own."""

    meta = {
        "collection": "sessions",
        "auto_create_index": False,
        "indexes": [
            "member_id",
            {"fields": ["resume_key"], "unique": True, "sparse": True},
            {"fields": ["ends_at"], "expireAfterSeconds": 0},
        ],
    }

    id = me.StringField(primary_key=True)
    member_id = me.StringField(required=True)
    device = me.StringField()
    resume_key = me.StringField()
    by_code = me.BooleanField(default=False)
    started_at = me.DateTimeField(required=True)
    last_used_at = me.DateTimeField(required=True)
    ends_at = me.DateTimeField(required=True)


class IssuedToken(me.Document):
    meta = {
        "collection": "issued_tokens",
        "auto_create_index": False,
        "indexes": [{"fields": ["expires_at"], "expireAfterSeconds": 3_600}],
    }

    id = me.StringField(primary_key=True)
    session_id = me.StringField(required=True)
    expires_at = me.DateTimeField(required=True)


def begin(session_id: str, member_id: str, device: str, secret: str | None, now: datetime, *, by_code: bool) -> Session:
    made = Session(
        id=session_id,
        member_id=member_id,
        device=device or None,
        resume_key=_key(secret) if secret else None,
        by_code=by_code,
        started_at=now,
        last_used_at=now,
        ends_at=now + SESSION_LIFETIME,
    )
    made.save(force_insert=True)
    return made


def keep_token(token_id: str, session: Session, expires_at: datetime, now: datetime) -> None:
    IssuedToken(id=token_id, session_id=session.id, expires_at=expires_at).save(force_insert=True)
    Session.objects(pk=session.id).update(set__last_used_at=now)


def of_token(token_id: str) -> Session | None:
    token = IssuedToken.objects(pk=token_id).first()
    return _one(pk=token.session_id) if token else None


def with_secret(secret: str) -> Session | None:
    return _one(resume_key=_key(secret))


def of_member(member_id: str) -> Sequence[Session]:
    """The one used last comes first."""
    return list(Session.objects(member_id=member_id).order_by("-last_used_at"))


def end(session_id: str, member_id: str) -> bool:
    """A token renewed in another tab a moment ago ends with it. False where there is no such session of the member."""
    return bool(Session.objects(pk=session_id, member_id=member_id).delete())


def end_all(member_id: str, but: str | None = None) -> int:
    return int(Session.objects(member_id=member_id, pk__ne=but).delete())


def _one(**condition: Any) -> Session | None:
    found: Session | None = Session.objects(**condition).first()
    return found


def _key(secret: str) -> str:
    """Of 256 random bits, so there is nothing to guess and no salt is needed."""
    return hashlib.sha256(secret.encode("utf-8")).hexdigest()
