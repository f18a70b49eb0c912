"""How long a token and the session around it live.

A token is short because services check only its signature: one that was signed out still opens their doors until it
expires. A session is renewed by refreshing; where the member keeps it on a device of his own it is also resumed by the
secret that lies there. It ends for good after its longest age.
"""

from __future__ import annotations

from datetime import datetime, timedelta

TOKEN_LIFETIME = timedelta(minutes=30)
SESSION_LIFETIME = timedelta(days=30)
PROVEN_BY_CODE = timedelta(minutes=30)
"""So long after a log-in by one-time code a password may be chosen without the old one: that is for who forgot it."""

FRESHLY_IN = timedelta(minutes=30)
"""So long after any log-in another way in may be added without the password."""


def token_expiry(session_started_at: datetime, now: datetime) -> datetime:
    return min(now + TOKEN_LIFETIME, session_started_at + SESSION_LIFETIME)


def session_is_over(session_started_at: datetime, now: datetime) -> bool:
    return now >= session_started_at + SESSION_LIFETIME


def proven_by_code(started_at: datetime, now: datetime, *, by_code: bool) -> bool:
    return by_code and now < started_at + PROVEN_BY_CODE


def freshly_in(started_at: datetime, now: datetime) -> bool:
    return now < started_at + FRESHLY_IN


def may_go_on(started_at: datetime, last_used_at: datetime, now: datetime, *, kept: bool) -> bool:
    """Whether anybody can still come in by this session: by the device's secret, or by its last token."""
    return not session_is_over(started_at, now) and (kept or now < last_used_at + TOKEN_LIFETIME)
