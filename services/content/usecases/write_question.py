"""An editor writes a question that closes a part, with its answers and the explanation that is shown after an answer.

A question that stands before readers already may be changed in every respect: who passed it keeps that, and an answer
to the older wording that is still on somebody's screen is not judged by the new one."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from services.content.rules.courses import Question, QuestionKind, choices_of, with_question
from services.content.usecases.keeping_course import CourseAtDesk, get_for_editor, keep_text
from shared.structs import Message
from shared.usecase import Context, Id, Request, Version

QuestionText = Annotated[str, Meta(min_length=1, max_length=600)]
ChoiceText = Annotated[str, Meta(min_length=1, max_length=300)]
Explanation = Annotated[str, Meta(min_length=1, max_length=2000)]


class WrittenChoice(Message, forbid_unknown_fields=True):
    text: ChoiceText
    right: bool


class WriteQuestion(Request):
    """`question_id`: of the question that is written anew."""

    course_id: Id
    version: Version
    part_id: Id
    text: QuestionText
    kind: QuestionKind
    choices: Annotated[list[WrittenChoice], Meta(max_length=8)]
    explanation: Explanation
    question_id: Id | None = None


def write_question(command: WriteQuestion, ctx: Context) -> CourseAtDesk:
    course = get_for_editor(command.course_id, ctx)
    text = course.text
    part = text.part(command.part_id)
    question_id = command.question_id or ctx.new_id()
    if command.question_id is None and any(each.id == question_id for each in part.questions):
        return keep_text(
            course, text, ctx, version=course.version, written={}, changed_id=question_id
        )  # the same again
    new = Question(
        id=question_id,
        text=command.text,
        kind=command.kind,
        choices=choices_of(question_id, command.kind, [(each.text, each.right) for each in command.choices]),
        explanation=command.explanation,
    )
    if command.question_id:
        held = part.question(question_id)
        new = msgspec.structs.replace(new, revision=held.revision, since=held.since)
    written = {
        "text": new.text,
        "choices": "\n".join(choice.text for choice in new.choices),
        "explanation": new.explanation,
    }
    changed = with_question(text, part.id, new)
    return keep_text(course, changed, ctx, version=command.version, written=written, changed_id=question_id)
