"""A member answers the questions that close a part of a course, as many of them at once as one likes.

One write holds what was passed, the part or course that is done by it, the certificate's number and the event, so that
a kill leaves all of it or nothing. The same answer sent twice is judged once; of two devices both count.

Who answers for an elderly member? The member: studying is understanding, and nobody understands in another's stead. A
helper who was allowed to (`study`) reads aloud and presses the button for the answer that the member says, declares so
each time, and is recorded with each question. To keep such members out altogether would be the greater wrong.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from services.content.rules.check_numbers import check_number
from services.content.rules.course_errors import NotTheirOwnWords
from services.content.rules.courses import MOST_QUESTIONS, CourseText, Part
from services.content.rules.studying import Given, Outcome, check_running, course_is_done, judged, part_is_done
from services.content.store import progress, roster
from services.content.store.course_access import course_to_study
from services.content.store.courses import Course
from services.content.store.progress import ANSWERS_KEPT, Answered, Passed, StudyProgress
from shared.clock import local_date
from shared.contracts.content import CourseCompleted
from shared.outbox import ChangedByAnother
from shared.security import helpers_may
from shared.structs import Message
from shared.usecase import Context, Id, Request, Version

RACES = 5
"""How often another device may have been faster."""


class PartAnswer(Message, forbid_unknown_fields=True):
    question_id: Id
    revision: Version
    choices: Annotated[list[Id], Meta(max_length=8)]


class AnswerPart(Request):
    """`their_own_words`: a helper's word that the member said these answers."""

    course_id: Id
    part_id: Id
    answers: Annotated[list[PartAnswer], Meta(max_length=MOST_QUESTIONS)]
    their_own_words: bool = False


class PartAnswered(msgspec.Struct, frozen=True):
    answer_id: str
    outcomes: dict[str, str]
    part_done: bool
    course_done: bool


@helpers_may("study")
def answer_part(command: AnswerPart, ctx: Context) -> PartAnswered:
    """Raises CourseNotFound, PartNotFound, QuestionNotFound, NothingAnswered, CourseOver, NotTheirOwnWords."""
    if ctx.actor.helper_id is not None and not command.their_own_words:
        raise NotTheirOwnWords
    course, text = course_to_study(command.course_id, ctx.actor)
    given = [
        Given(question_id=each.question_id, revision=each.revision, choices=each.choices) for each in command.answers
    ]
    answering = _Answering(course, text, text.part(command.part_id), given, ctx.new_id(), ctx.new_id(), ctx)
    for _ in range(RACES - 1):
        with contextlib.suppress(ChangedByAnother):
            return answering.once()
    return answering.once()


@dataclass(frozen=True)
class _Answering:
    """`seed`: of the certificate's number, should this answer complete the course."""

    course: Course
    text: CourseText
    part: Part
    given: list[Given]
    answer_id: str
    seed: str
    ctx: Context

    def once(self) -> PartAnswered:
        """Raises ChangedByAnother when another device was faster."""
        found = progress.find(self.course.id, self.ctx.actor.member_id)
        held = found or self._begun()
        known = held.answer(self.answer_id)
        if known is not None:
            return _answered(held, known)
        today = local_date(self.ctx.now)
        check_running(self.text, today)
        tried = held.tried_today(today.isoformat())
        outcomes = judged(self.part, self.given, held.passed_ids, tried, self.text.tries_a_day)
        entry = Answered(
            id=self.answer_id, part_id=self.part.id, outcomes={key: str(out) for key, out in outcomes.items()}
        )
        values, events = self._effect(held, outcomes)
        values["answers"] = [*held.answers, entry][-ANSWERS_KEPT:]
        if self.text.tries_a_day:
            values |= {"tried_on": today.isoformat(), "tried": _tries(outcomes, tried)}
        stored = progress.advance(held, *events, **values) if found else progress.begin(held, *events, **values)
        return _answered(stored, entry)

    def _begun(self) -> StudyProgress:
        actor = self.ctx.actor
        return progress.fresh(self.course.id, actor.member_id, *roster.place_of(actor))

    def _effect(
        self, held: StudyProgress, outcomes: Mapping[str, Outcome]
    ) -> tuple[dict[str, Any], list[CourseCompleted]]:
        right = [self._passed(question_id) for question_id, out in outcomes.items() if out == Outcome.RIGHT]
        passed = held.passed_ids | {each.question_id for each in right}
        parts_done = list(held.parts_done)
        if self.part.id not in parts_done and part_is_done(self.part, passed, parts_done):
            parts_done.append(self.part.id)
        values: dict[str, Any] = {"passed": [*held.passed, *right], "parts_done": parts_done}
        if held.state == "done" or not course_is_done(self.text, parts_done):
            return values, []
        values |= {
            "state": "done",
            "done_at": self.ctx.now,
            "done_edition": self.course.edition,
            "certificate": check_number(self.seed),
        }
        return values, [
            CourseCompleted(course_id=self.course.id, member_id=held.member_id, cell_path=held.cell_path)
        ]  # fmt: skip

    def _passed(self, question_id: str) -> Passed:
        return Passed(
            question_id=question_id,
            edition=self.course.edition,
            at=self.ctx.now,
            entered_by=self.ctx.actor.helper_id,
        )


def _tries(outcomes: Mapping[str, Outcome], tried: Mapping[str, int]) -> dict[str, int]:
    spent = {question_id for question_id, outcome in outcomes.items() if outcome in {Outcome.RIGHT, Outcome.WRONG}}
    return {question_id: tried.get(question_id, 0) + (question_id in spent) for question_id in {*tried, *spent}}


def _answered(held: StudyProgress, entry: Answered) -> PartAnswered:
    return PartAnswered(entry.id, dict(entry.outcomes), entry.part_id in held.parts_done, held.state == "done")
