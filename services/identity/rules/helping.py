"""Days on which a whole place signs up, and who helps whom: what may be written when."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from services.identity.rules.roll_out_errors import (
    CameTooEarly,
    DayInThePast,
    DaysReversed,
    DayTooFar,
    MoreRegisteredThanCame,
    PairingSettled,
    SignUpDayOver,
)


class DayState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class PairingState(StrEnum):
    PLANNED = "planned"
    DONE = "done"
    NOT_DONE = "not_done"


FARTHEST_PLAN = timedelta(days=730)


def check_near(starts_at: datetime, now: datetime) -> None:
    """Before anything is done with the time: years that no calendar of ours reaches are a slip of the hand."""
    if abs(starts_at - now) > FARTHEST_PLAN:
        raise DayTooFar(details={"starts_at": DayTooFar.message})


def check_planned_day(on: date, today: date) -> None:
    if on < today:
        raise DayInThePast(details={"starts_at": DayInThePast.message})


def check_outcome(state: DayState, on: date, came: int, registered: int, today: date) -> None:
    if state is not DayState.PLANNED:
        raise SignUpDayOver
    if on > today:
        raise CameTooEarly
    if registered > came:
        raise MoreRegisteredThanCame(details={"registered": MoreRegisteredThanCame.message})


def check_term(first: date, last: date) -> None:
    if last < first:
        raise DaysReversed(details={"until": DaysReversed.message})


def check_unsettled(state: PairingState) -> None:
    if state is not PairingState.PLANNED:
        raise PairingSettled
