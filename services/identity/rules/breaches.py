"""The register of breaches of personal data: a clock of 72 hours from the moment somebody noticed (legal.md L5).

The clock runs from detection, not from when it was entered: an entry made on the third day is already late. What is
entered is never changed; corrections are further notes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from services.identity.rules.rights_errors import (
    BreachAlreadyReported,
    BreachEnded,
    BreachNotReported,
    DetectedInFuture,
)

NOTICE_HOURS = 72


class State(StrEnum):
    OPEN = "open"
    REPORTED = "reported"
    CLOSED = "closed"


class DataKind(StrEnum):
    """What may have become known, in the words of the notice."""

    NUMBERS = "numbers"
    CONTACT = "contact"
    RECORD = "record"
    PICTURES = "pictures"
    OPINIONS = "opinions"
    ACCOUNTS = "accounts"
    OTHER = "other"


def notice_due(detected_at: datetime) -> datetime:
    return detected_at + timedelta(hours=NOTICE_HOURS)


def hours_left(detected_at: datetime, now: datetime) -> int:
    """Whole hours until the notice is due; negative once it is late."""
    seconds = (notice_due(detected_at) - now).total_seconds()
    return int(seconds // 3600)


def check_detected(detected_at: datetime, now: datetime) -> None:
    if detected_at > now:
        raise DetectedInFuture(details={"detected_at": DetectedInFuture.message})


def check_may_note(state: State) -> None:
    if state is State.CLOSED:
        raise BreachEnded


def check_may_report(state: State) -> None:
    check_may_note(state)
    if state is State.REPORTED:
        raise BreachAlreadyReported


def check_may_close(state: State) -> None:
    check_may_note(state)
    if state is State.OPEN:
        raise BreachNotReported
