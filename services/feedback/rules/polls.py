"""What a poll may be, who may answer it, and which of its totals may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.feedback.rules.errors import ClosesTooLate, ClosesTooSoon, NoSuchOption, OptionsRepeated

# Fewer answers than this let those who know each other guess who chose what.
SMALLEST_GROUP = 5
LONGEST = timedelta(days=366)
MAY_ANSWER = frozenset({"official", "probationary"})


def check_options(options: Sequence[str]) -> None:
    if len({" ".join(option.casefold().split()) for option in options}) < len(options):
        raise OptionsRepeated(details={"options": OptionsRepeated.message})


def check_closing(closes_at: datetime, now: datetime) -> None:
    if closes_at <= now:
        raise ClosesTooSoon(details={"closes_at": ClosesTooSoon.message})
    if closes_at > now + LONGEST:
        raise ClosesTooLate(details={"closes_at": ClosesTooLate.message})


def check_option(option: int, options: Sequence[str]) -> None:
    if not 0 <= option < len(options):
        raise NoSuchOption(details={"option": NoSuchOption.message})


def shown_counts(counts: Sequence[int]) -> list[int] | None:
    """None while the group is too small to hide in."""
    return list(counts) if sum(counts) >= SMALLEST_GROUP else None


def is_open(state: str, closes_at: datetime, now: datetime) -> bool:
    return state == "open" and now < closes_at
