"""One part of a course: its text and the questions that close it. That it was opened is not written down anywhere.

With `answer_id`, also how that answer came out. A question's explanation comes after an answer to it; which choices are
right is told only of a question that is passed.
"""

from __future__ import annotations

import msgspec

from services.content.rules.courses import CourseText, Part, Question, shuffled
from services.content.rules.permissions import may_read
from services.content.rules.told_parts import lines_of
from services.content.store import progress, sources
from services.content.store.course_access import course_to_study
from services.content.store.progress import StudyProgress
from shared.clock import local_date
from shared.security import Actor, helpers_may
from shared.usecase import Context, Id, Request


class ReadPart(Request):
    course_id: Id
    part_id: Id
    answer_id: Id | None = None


class PieceView(msgspec.Struct, frozen=True):
    heading: str
    text: str


class ChoiceView(msgspec.Struct, frozen=True):
    """`right`: None as long as the question is not passed."""

    id: str
    text: str
    right: bool | None


class QuestionView(msgspec.Struct, frozen=True, kw_only=True):
    """`outcome`: of the answer that was asked for. `tries_left`: today; None where there is no limit."""

    id: str
    revision: int
    text: str
    kind: str
    choices: list[ChoiceView]
    passed: bool
    tries_left: int | None
    outcome: str | None
    explanation: str | None


class PartView(msgspec.Struct, frozen=True, kw_only=True):
    """`source_gone`: the article or document it points at is not there any more; the questions are. `next_part_id`: the
    next one that is not done."""

    course_id: str
    course_title: str
    over: bool
    id: str
    title: str
    place: int
    parts: int
    source: str
    source_id: str
    source_title: str
    source_gone: bool
    pieces: list[PieceView]
    questions: list[QuestionView]
    done: bool
    course_done: bool
    next_part_id: str | None


@helpers_may("study")
def read_part(query: ReadPart, ctx: Context) -> PartView:
    """Raises CourseNotFound, PartNotFound."""
    course, text = course_to_study(query.course_id, ctx.actor)
    part = text.part(query.part_id)
    held = progress.find(course.id, ctx.actor.member_id)
    done = set(held.parts_done) if held else set()
    title, pieces, gone = _what_to_read(part, ctx.actor)
    today = local_date(ctx.now)
    outcomes = _outcomes(held, query.answer_id)
    return PartView(
        course_id=course.id,
        course_title=text.title,
        over=text.closes_on < today,
        id=part.id,
        title=part.title,
        place=text.parts.index(part) + 1,
        parts=len(text.parts),
        source=part.source,
        source_id=part.source_id,
        source_title=title,
        source_gone=gone,
        pieces=pieces,
        questions=[
            _question(
                question,
                text,
                held,
                outcome=outcomes.get(question.id),
                today=today.isoformat(),
                member_id=ctx.actor.member_id,
            )
            for question in part.questions
        ],
        done=part.id in done,
        course_done=held is not None and held.state == "done",
        next_part_id=_next(text, part, done),
    )


def _what_to_read(part: Part, actor: Actor) -> tuple[str, list[PieceView], bool]:
    if part.source == "text":
        return "", [PieceView("", line) for line in lines_of(part)], False
    found = sources.find(part.source, part.source_id, part.anchor)
    if found is None or not may_read(actor, found.audience):
        return "", [], True
    return found.title, [PieceView(piece.heading, piece.text) for piece in found.pieces], False


def _outcomes(held: StudyProgress | None, answer_id: str | None) -> dict[str, str]:
    entry = held.answer(answer_id) if held and answer_id else None
    return dict(entry.outcomes) if entry else {}


def _question(
    question: Question, text: CourseText, held: StudyProgress | None, *, outcome: str | None, today: str, member_id: str
) -> QuestionView:
    passed = held is not None and question.id in held.passed_ids
    tried = held.tried_today(today).get(question.id, 0) if held else 0
    return QuestionView(
        id=question.id,
        revision=question.revision,
        text=question.text,
        kind=question.kind,
        choices=[
            ChoiceView(choice.id, choice.text, choice.right if passed else None)
            for choice in shuffled(question.choices, member_id, question.id)
        ],
        passed=passed,
        tries_left=max(0, text.tries_a_day - tried) if text.tries_a_day else None,
        outcome=outcome,
        explanation=question.explanation if passed or outcome == "wrong" else None,
    )


def _next(text: CourseText, part: Part, done: set[str]) -> str | None:
    at = text.parts.index(part)
    following = [*text.parts[at + 1 :], *text.parts[:at]]
    return next((each.id for each in following if each.id not in done), None)
