"""The half-yearly check of a cell's list of members against their files (P38: 01-HD/TW 2021): which half a day lies in,
what an answer needs, when a check may be closed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.identity.rules.list_check_errors import AnswerIncomplete, ConfirmTheNumber, ListChanged, StillUnanswered


class Difference(StrEnum):
    """What does not match. No verdict on a person: it names what is to be put in order."""

    FIELD_WRONG = "field_wrong"
    FIELD_MISSING = "field_missing"
    PAPER_MISSING = "paper_missing"
    NOT_IN_CELL = "not_in_cell"
    STANDING = "standing"
    OTHER = "other"


class Progress(StrEnum):
    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    DONE = "done"
    OVERDUE = "overdue"


MATCHES = "matches"
"""Kept beside the kinds of difference: an answer is one of these."""


@dataclass(frozen=True, order=True)
class Half:
    """`number`: 1 from January to June, 2 from July to December."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def before(self) -> Half:
        return Half(self.year, 1) if self.number == 2 else Half(self.year - 1, 2)

    @property
    def first_day(self) -> date:
        return date(self.year, 1 if self.number == 1 else 7, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, 6, 30) if self.number == 1 else date(self.year, 12, 31)


def half_of(day: date) -> Half:
    return Half(day.year, 1 if day.month <= 6 else 2)


def half_named(name: str) -> Half:
    """`name` as `str` writes it."""
    year, _, number = name.partition("-")
    return Half(int(year), int(number))


def open_halves(today: date, since: Half, founded: date | None, *, closed: Collection[str]) -> list[Half]:
    """Of a cell that exists, what is to be done first in front: the half before as long as it is not closed, and this
    half also when it is. `since`: the first half that anybody here checked. What is older can not be made good: nobody
    knows any more who was on the list."""
    this = half_of(today)
    due = since <= this.before and (founded is None or founded <= this.before.last_day)
    return [this.before, this] if due and str(this.before) not in closed else [this]


def progress(half: Half, today: date, *, begun: bool, closed: bool) -> Progress:
    if closed:
        return Progress.DONE
    if today > half.last_day:
        return Progress.OVERDUE
    return Progress.UNDER_WAY if begun else Progress.NOT_BEGUN


def check_answer(outcome: str, note: str) -> None:
    """Raises AnswerIncomplete."""
    if outcome != MATCHES and outcome not in set(Difference):
        raise AnswerIncomplete
    if outcome == Difference.OTHER and not note:
        raise AnswerIncomplete(details={"note": AnswerIncomplete.message})


def check_rest(unanswered: int, confirmed: int) -> None:
    """All others match: only with the number that was shown. Raises ConfirmTheNumber."""
    if unanswered != confirmed or not unanswered:
        raise ConfirmTheNumber


def check_closing(members: Collection[str], shown: Collection[str], answers: Mapping[str, str]) -> None:
    """`members` by now, `shown` on the page that was confirmed. Raises ListChanged, StillUnanswered."""
    if set(members) != set(shown):
        raise ListChanged
    if not set(members) <= answers.keys():
        raise StillUnanswered


def counts(members: Collection[str], answers: Mapping[str, str]) -> dict[str, int]:
    """{outcome: how many}, of who belongs to the cell at closing; who left meanwhile is not counted."""
    found: dict[str, int] = {}
    for member_id in members:
        found[answers[member_id]] = found.get(answers[member_id], 0) + 1
    return found
