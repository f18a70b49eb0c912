"""Studying is measured by what was understood, never by minutes: a question is passed when it was answered right, a
part is done when all its questions are, a course when all its parts are. What is done stays done.

Of a wrong answer nothing is kept but that there was one, and that only where the course limits the tries of a day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum

from services.content.rules.course_errors import CourseOver, NothingAnswered
from services.content.rules.courses import CourseText, Part
from services.content.rules.permissions import is_meant
from shared.security import Actor
from shared.structs import Message


class Outcome(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    PASSED_BEFORE = "passed_before"
    QUESTION_CHANGED = "question_changed"
    """The editor changed it while it was on the screen: it is to be read anew, and no try is spent."""
    NO_TRIES_LEFT = "no_tries_left"


class Given(Message):
    question_id: str
    revision: int
    choices: list[str]


def is_meant_for(text: CourseText, actor: Actor, audiences: Collection[str]) -> bool:
    return is_meant(text.audience, text.roles, actor, audiences)


def check_running(text: CourseText, today: date) -> None:
    """Raises CourseOver."""
    if not text.opens_on <= today <= text.closes_on:
        raise CourseOver


def judged(
    part: Part, given: Sequence[Given], passed: Collection[str], tried: Mapping[str, int], tries_a_day: int
) -> dict[str, Outcome]:
    """{question: outcome} of the questions that were answered. `tried`: how often today. Raises NothingAnswered,
    QuestionNotFound."""
    answered = [each for each in given if each.choices]
    if not answered:
        raise NothingAnswered
    return {each.question_id: _judged_one(part, each, passed, tried, tries_a_day) for each in answered}


def _judged_one(
    part: Part, given: Given, passed: Collection[str], tried: Mapping[str, int], tries_a_day: int
) -> Outcome:
    question = part.question(given.question_id)
    if question.id in passed:
        return Outcome.PASSED_BEFORE
    if question.revision != given.revision:
        return Outcome.QUESTION_CHANGED
    if tries_a_day and tried.get(question.id, 0) >= tries_a_day:
        return Outcome.NO_TRIES_LEFT
    return Outcome.RIGHT if frozenset(given.choices) == question.right else Outcome.WRONG


def part_is_done(part: Part, passed: Collection[str], done: Collection[str]) -> bool:
    """`done`: the parts that were done before; a question added since asks nothing more of them."""
    return part.id in done or all(question.id in passed for question in part.questions)


def course_is_done(text: CourseText, parts_done: Collection[str]) -> bool:
    return all(part.id in parts_done for part in text.parts)
