"""Who may do what in an elderly member's stead, and for how long (law L9: recorded, limited, revocable).

Never a vote, a ballot, an answer to a poll, a question or a password: these are not among the deeds, so no delegation
can name them. With `study` a helper enters what the member says to a question of comprehension. P-rules name no
numbers; twelve months, three helpers and ten helped are ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from services.identity.rules.errors import FieldProblem

MOST_HELPERS = 3
MOST_HELPED = 10
LONGEST_MONTHS = 12
TOKEN_LIFETIME = timedelta(minutes=2)
"""What was taken back holds on as long as this; each deed asks anew."""


class Deed(StrEnum):
    READ_NEWS = "read_news"
    SEE_MEETINGS = "see_meetings"
    CONFIRM_ATTENDANCE = "confirm_attendance"
    SEE_NOTICES = "see_notices"
    ACKNOWLEDGE_NOTICES = "acknowledge_notices"
    STUDY = "study"


class State(StrEnum):
    OFFERED = "offered"
    IN_FORCE = "in_force"
    ENDED = "ended"


@dataclass(frozen=True)
class Terms:
    deeds: frozenset[Deed]
    valid_from: date
    valid_until: date


def terms(deeds: Iterable[Deed], today: date, valid_until: date) -> Terms:
    """Raises FieldProblem beside the field."""
    chosen = frozenset(deeds)
    if not chosen:
        raise FieldProblem(details={"deeds": "Đồng chí chọn ít nhất một việc nhờ làm giúp."})
    if valid_until < today:
        raise FieldProblem(details={"valid_until": "Ngày kết thúc đã qua."})
    if valid_until > _months_later(today, LONGEST_MONTHS):
        raise FieldProblem(details={"valid_until": f"Mỗi lần nhờ giúp dài nhất {LONGEST_MONTHS} tháng."})
    if Deed.CONFIRM_ATTENDANCE in chosen:
        chosen |= {Deed.SEE_MEETINGS}  # nobody answers a call that he cannot see
    if Deed.ACKNOWLEDGE_NOTICES in chosen:
        chosen |= {Deed.SEE_NOTICES}
    return Terms(chosen, today, valid_until)


def may_stand_in(state: State, held: Terms, deed: Deed, today: date) -> bool:
    return state is State.IN_FORCE and deed in held.deeds and held.valid_from <= today <= held.valid_until


def is_over(state: State, valid_until: date, today: date) -> bool:
    return state is State.ENDED or valid_until < today


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")
