"""One-time codes: short enough to be typed by an old hand, so they live briefly and allow few attempts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from services.identity.rules.names import tidy

DIGITS = 6
ATTEMPTS = 5
LIFETIME_SENT = timedelta(minutes=5)
LIFETIME_IN_PERSON = timedelta(minutes=30)
"""A secretary writes the code down at the member's home; five minutes would not do."""
PAUSE_BETWEEN_SENT = timedelta(seconds=60)


class Refusal(StrEnum):
    NONE = "none"
    MISSING = "missing"
    EXPIRED = "expired"
    USED = "used"
    EXHAUSTED = "exhausted"
    WRONG = "wrong"


@dataclass(frozen=True)
class CodeState:
    expires_at: datetime
    attempts: int
    used: bool


def write_code(number: int) -> str:
    """`number` comes from a secure source outside; all codes of the length are equally likely."""
    if not 0 <= number < 10**DIGITS:
        raise ValueError(f"a code number lies between 0 and {10**DIGITS - 1}")
    return f"{number:0{DIGITS}d}"


def typed_code(text: str) -> str:
    """What was meant by "123 456" or "123-456"; an impossible code becomes empty and matches nothing."""
    digits = re.sub(r"[\s\-.]", "", tidy(text))
    return digits if re.fullmatch(rf"[0-9]{{{DIGITS}}}", digits) else ""


def judge(state: CodeState | None, *, matches: bool, now: datetime) -> Refusal:
    if state is None:
        return Refusal.MISSING
    if state.used:
        return Refusal.USED
    if now >= state.expires_at:
        return Refusal.EXPIRED
    if state.attempts >= ATTEMPTS:
        return Refusal.EXHAUSTED
    return Refusal.NONE if matches else Refusal.WRONG


def may_send_again(last_sent_at: datetime | None, now: datetime) -> bool:
    return last_sent_at is None or now - last_sent_at >= PAUSE_BETWEEN_SENT
