"""Tokens that were given out and the sessions they belong to. A token that is not here is not renewed."""

from __future__ import annotations

from datetime import datetime

import mongoengine as me


class IssuedToken(me.Document):
    meta = {
        "collection": "issued_tokens",
        "auto_create_index": False,
        "indexes": ["session_id", "member_id", {"fields": ["expires_at"], "expireAfterSeconds": 3_600}],
    }

    id = me.StringField(primary_key=True)
    session_id = me.StringField(required=True)
    session_started_at = me.DateTimeField(required=True)
    member_id = me.StringField(required=True)
    expires_at = me.DateTimeField(required=True)
    signed_out = me.BooleanField(default=False)


def keep(token_id: str, session_id: str, session_started_at: datetime, member_id: str, expires_at: datetime) -> None:
    IssuedToken(
        id=token_id,
        session_id=session_id,
        session_started_at=session_started_at,
        member_id=member_id,
        expires_at=expires_at,
    ).save(force_insert=True)


def open_token(token_id: str) -> IssuedToken | None:
    found: IssuedToken | None = IssuedToken.objects(pk=token_id, signed_out=False).first()
    return found


def sign_out(session_id: str) -> None:
    """The whole session: a token renewed in another tab a moment ago ends with it."""
    IssuedToken.objects(session_id=session_id).update(set__signed_out=True)
