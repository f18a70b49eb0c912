"""A course: what is to be studied, for whom, from when until when, in parts that questions close.

What was opened to members is corrected, never taken out: whoever passed a question or a part keeps it, and nobody is
left with something that can no longer be finished. A course that is wrong as a whole is withdrawn.
`since` is the edition with which a part or question first stood before its readers, 0 before that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import msgspec

from services.content.rules.course_errors import (
    AlreadyBeforeReaders,
    ChoicesWrong,
    CourseEmpty,
    CourseFull,
    DatesReversed,
    PartNotFound,
    QuestionNotFound,
)
from shared.structs import Message

CourseKind = Literal["resolution", "monthly_topic", "training"]
PartSource = Literal["text", "article", "document"]
QuestionKind = Literal["single", "multiple"]
StudyRole = Literal["cell_secretary", "committee_editor", "committee_officer", "administrator"]

MOST_PARTS = 20
MOST_QUESTIONS = 20
LONGEST_DAYS = 731


class Choice(Message):
    id: str
    text: str
    right: bool


class Question(Message):
    """`revision` counts the wordings that stood before readers: an answer names the one it was given to."""

    id: str
    text: str
    kind: QuestionKind
    choices: list[Choice]
    explanation: str
    revision: int = 1
    since: int = 0

    @property
    def right(self) -> frozenset[str]:
        return frozenset(choice.id for choice in self.choices if choice.right)


class Part(Message):
    """`body` is the own text of a part of source "text". Else `source_id` names the article or document, and `anchor`
    the place in the document that is studied ("" for all of it)."""

    id: str
    title: str
    source: PartSource
    body: str = ""
    source_id: str = ""
    anchor: str = ""
    questions: list[Question] = msgspec.field(default_factory=list)
    since: int = 0

    def question(self, question_id: str) -> Question:
        """Raises QuestionNotFound."""
        found = next((each for each in self.questions if each.id == question_id), None)
        if found is None:
            raise QuestionNotFound
        return found


class CourseText(Message):
    """Everything an editor writes. `roles` empty: for every member of the audience. `tries_a_day`: how often one
    question may be answered on one day, 0 for as often as one likes."""

    title: str
    summary: str
    kind: CourseKind
    audience: str
    roles: list[StudyRole]
    opens_on: date
    closes_on: date
    tries_a_day: int = 0
    parts: list[Part] = msgspec.field(default_factory=list)

    def part(self, part_id: str) -> Part:
        """Raises PartNotFound."""
        found = next((each for each in self.parts if each.id == part_id), None)
        if found is None:
            raise PartNotFound
        return found

    def has_part(self, part_id: str) -> bool:
        return any(each.id == part_id for each in self.parts)


def check_dates(opens_on: date, closes_on: date) -> None:
    if closes_on < opens_on or (closes_on - opens_on).days > LONGEST_DAYS:
        raise DatesReversed(details={"closes_on": DatesReversed.message})


def choices_of(question_id: str, kind: QuestionKind, given: Sequence[tuple[str, bool]]) -> list[Choice]:
    """Raises ChoicesWrong. The ids do not tell in which order the editor wrote: the right one often comes first."""
    texts = [text.casefold() for text, _ in given]
    right = sum(1 for _, is_right in given if is_right)
    fault = ""
    if len(given) < 2:
        fault = "Cần ít nhất hai phương án trả lời."
    elif len(set(texts)) < len(texts):
        fault = "Có hai phương án giống nhau."
    elif right == 0:
        fault = "Đồng chí đánh dấu phương án đúng."
    elif kind == "single" and right > 1:
        fault = "Câu hỏi chọn một thì chỉ có một phương án đúng."
    if fault:
        raise ChoicesWrong(details={"choices": fault})
    return [
        Choice(id=_short(f"{question_id}/{place}"), text=text, right=is_right)
        for place, (text, is_right) in enumerate(given)
    ]


def with_part(text: CourseText, part: Part, place: int | None) -> CourseText:
    """The part put in, or in the place of the one with its id; `place` counts from 1. Raises CourseFull."""
    others = [each for each in text.parts if each.id != part.id]
    if len(others) >= MOST_PARTS:
        raise CourseFull(f"Một chuyên đề có nhiều nhất {MOST_PARTS} phần.")
    present = next((at for at, each in enumerate(text.parts) if each.id == part.id), len(others))
    at = present if place is None else max(0, min(place - 1, len(others)))
    return msgspec.structs.replace(text, parts=[*others[:at], part, *others[at:]])


def without_part(text: CourseText, part_id: str) -> CourseText:
    """Raises AlreadyBeforeReaders."""
    if text.part(part_id).since:
        raise AlreadyBeforeReaders
    return msgspec.structs.replace(text, parts=[each for each in text.parts if each.id != part_id])


def with_question(text: CourseText, part_id: str, question: Question) -> CourseText:
    """Put at the end, or in the place of the one with its id. Raises CourseFull."""
    part = text.part(part_id)
    if all(each.id != question.id for each in part.questions):
        if len(part.questions) >= MOST_QUESTIONS:
            raise CourseFull(f"Một phần có nhiều nhất {MOST_QUESTIONS} câu hỏi.")
        return _with_questions(text, part, [*part.questions, question])
    return _with_questions(text, part, [question if each.id == question.id else each for each in part.questions])


def without_question(text: CourseText, part_id: str, question_id: str) -> CourseText:
    """Raises AlreadyBeforeReaders."""
    part = text.part(part_id)
    if part.question(question_id).since:
        raise AlreadyBeforeReaders
    return _with_questions(text, part, [each for each in part.questions if each.id != question_id])


def _with_questions(text: CourseText, part: Part, questions: list[Question]) -> CourseText:
    changed = msgspec.structs.replace(part, questions=questions)
    return msgspec.structs.replace(text, parts=[changed if each.id == part.id else each for each in text.parts])


def next_edition(text: CourseText, before: CourseText | None, edition: int, today: date) -> CourseText:
    """As it will stand before its readers: new parts and questions stamped with the edition, changed wordings counted.

    Raises CourseEmpty, DatesReversed."""
    if not text.parts or any(not part.questions for part in text.parts):
        raise CourseEmpty
    if text.closes_on < today:
        raise DatesReversed("Ngày kết thúc đã qua.", details={"closes_on": "Ngày kết thúc đã qua."})
    shown = {question.id: question for part in (before.parts if before else []) for question in part.questions}
    parts = [
        msgspec.structs.replace(
            part,
            since=part.since or edition,
            questions=[_stamped(question, shown.get(question.id), edition) for question in part.questions],
        )
        for part in text.parts
    ]
    return msgspec.structs.replace(text, parts=parts)


def _stamped(question: Question, shown: Question | None, edition: int) -> Question:
    if shown is None:
        return msgspec.structs.replace(question, since=question.since or edition)
    same = msgspec.structs.replace(question, revision=shown.revision, since=shown.since)
    return same if same == shown else msgspec.structs.replace(same, revision=shown.revision + 1)


def shuffled(choices: Iterable[Choice], member_id: str, question_id: str) -> list[Choice]:
    """In an order of this person's own, the same each time and on each device."""
    return sorted(choices, key=lambda choice: _short(f"{member_id}/{question_id}/{choice.id}"))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
