"""A notice: what may be asked with it, when it is recalled to mind, and how it stands with one reader.

Its deadline is a day in Viet Nam, to its end. Before it there are at most two reminders: halfway, and on the morning
of the last day. After it, and without one, it is recalled every week for two months, to who has not acknowledged it.
Of those whose time passed while nobody was there to send them, only the last is sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from services.content.rules.notice_errors import DeadlineWrong

NoticeKind = Literal["notice", "directive"]
NoticeRole = Literal["cell_secretary", "committee_editor", "committee_officer", "administrator"]
Occasion = Literal["half_time", "last_day", "weekly"]
Standing = Literal["unread", "to_acknowledge", "read", "acknowledged"]

LONGEST = timedelta(days=366)
MOST_CORRECTIONS = 20
LISTED_FOR = timedelta(days=366)
"""How far back a reader's list goes; what asks to be acknowledged stays at its top as long."""
NEW_FOR = timedelta(days=30)
"""Who comes to a cell later is not called upon to read what was only for information long ago."""


WEEK = timedelta(days=7)
MOST_WEEKS = 8


@dataclass(frozen=True)
class Span:
    """From when a text was told to the end of its deadline, if it has one; `last_morning` is the morning of the last
    day, without a deadline that of the day on which it was told."""

    since: datetime
    last_morning: datetime
    end: datetime | None


@dataclass(frozen=True)
class Reminder:
    at: datetime
    occasion: Occasion


def check_deadline(deadline: date | None, today: date) -> None:
    """Raises DeadlineWrong."""
    if deadline is not None and not today <= deadline <= today + LONGEST:
        raise DeadlineWrong(details={"deadline": DeadlineWrong.message})


def reminders(span: Span) -> list[Reminder]:
    """In their order; none at a time that had come already when the text was told."""
    weekly = [Reminder(span.last_morning + WEEK * number, "weekly") for number in range(1, MOST_WEEKS + 1)]
    return [*_before_the_end(span), *weekly]


def _before_the_end(span: Span) -> list[Reminder]:
    if span.end is None:
        return []
    half = span.since + (span.end - span.since) / 2
    found = [Reminder(half, "half_time")] if half < span.last_morning else []
    return found + ([Reminder(span.last_morning, "last_day")] if span.since < span.last_morning else [])


def due_reminder(span: Span, now: datetime) -> Reminder | None:
    """The last of those whose time has come. What was to be told before the deadline is not told after it."""
    last = next((each for each in reversed(reminders(span)) if each.at <= now), None)
    too_late = last is not None and last.occasion != "weekly" and span.end is not None and now >= span.end
    return None if too_late else last


def next_reminder(span: Span | None, now: datetime) -> datetime | None:
    return next((each.at for each in reminders(span) if each.at > now), None) if span else None


def standing(*, edition: int, asks: bool, read_edition: int, acknowledged_edition: int) -> Standing:
    """A corrected text is unread again, whatever was done with the one before it."""
    if acknowledged_edition >= edition and asks:
        return "acknowledged"
    if read_edition < edition:
        return "unread"
    return "to_acknowledge" if asks else "read"


def waits(state: Standing, *, asks: bool, sent_at: datetime, now: datetime) -> bool:
    """Something is still to be done with it: acknowledged where that is asked, otherwise opened."""
    if asks:
        return state != "acknowledged"
    return state == "unread" and now - sent_at < NEW_FOR
