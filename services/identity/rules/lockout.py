"""When a log-in name is locked after wrong passwords or codes.

Counted per name, wherever the attempts come from, and for names nobody has just the same: an answer that
differs would tell which names exist. Each further lock of the same name lasts twice as long, up to a day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Policy:
    failures: int = 5
    window: timedelta = timedelta(minutes=15)
    first_lock: timedelta = timedelta(minutes=5)
    longest_lock: timedelta = timedelta(hours=24)
    forget_after: timedelta = timedelta(hours=24)


@dataclass(frozen=True)
class Attempts:
    failures: int = 0
    first_failure_at: datetime | None = None
    locks: int = 0
    locked_until: datetime | None = None


def locked(attempts: Attempts, now: datetime) -> bool:
    return attempts.locked_until is not None and now < attempts.locked_until


def minutes_left(attempts: Attempts, now: datetime) -> int:
    """Rounded up: "wait 0 minutes" would be a lie."""
    if attempts.locked_until is None or now >= attempts.locked_until:
        return 0
    return -(-int((attempts.locked_until - now).total_seconds()) // 60) or 1


def after_failure(attempts: Attempts, now: datetime, policy: Policy) -> Attempts:
    current = _forgotten(attempts, now, policy)
    first = current.first_failure_at
    if first is None or now - first > policy.window:
        current = replace(current, failures=0, first_failure_at=now)
    current = replace(current, failures=current.failures + 1)
    if current.failures < policy.failures:
        return current
    lasting = min(policy.first_lock * 2 ** min(current.locks, 20), policy.longest_lock)
    return Attempts(failures=0, first_failure_at=None, locks=current.locks + 1, locked_until=now + lasting)


def _forgotten(attempts: Attempts, now: datetime, policy: Policy) -> Attempts:
    if attempts.locked_until is not None and now - attempts.locked_until > policy.forget_after:
        return Attempts()
    return attempts
