"""An editor takes a question out of a part. Taken out already, nothing changes."""

from __future__ import annotations

from services.content.rules.courses import without_question
from services.content.usecases.keeping_course import CourseAtDesk, get_for_editor, keep_text
from shared.usecase import Context, Id, Request, Version


class RemoveQuestion(Request):
    course_id: Id
    version: Version
    part_id: Id
    question_id: Id


def remove_question(command: RemoveQuestion, ctx: Context) -> CourseAtDesk:
    course = get_for_editor(command.course_id, ctx)
    text = course.text
    held = any(each.id == command.question_id for each in text.part(command.part_id).questions)
    left = without_question(text, command.part_id, command.question_id) if held else text
    return keep_text(course, left, ctx, version=command.version, written={})
