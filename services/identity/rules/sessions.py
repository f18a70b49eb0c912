"""How long a token and the session around it live.

A token is short because services check only its signature: one that was signed out still opens their doors
until it expires. A session is renewed by refreshing, and ends for good after its longest age.
"""

from __future__ import annotations

from datetime import datetime, timedelta

TOKEN_LIFETIME = timedelta(minutes=30)
SESSION_LIFETIME = timedelta(days=30)


def token_expiry(session_started_at: datetime, now: datetime) -> datetime:
    return min(now + TOKEN_LIFETIME, session_started_at + SESSION_LIFETIME)


def session_is_over(session_started_at: datetime, now: datetime) -> bool:
    return now >= session_started_at + SESSION_LIFETIME
