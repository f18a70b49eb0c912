"""An editor takes a part out of a course. Taken out already, nothing changes."""

from __future__ import annotations

from services.content.rules.courses import without_part
from services.content.usecases.keeping_course import CourseAtDesk, get_for_editor, keep_text
from shared.usecase import Context, Id, Request, Version


class RemovePart(Request):
    course_id: Id
    version: Version
    part_id: Id


def remove_part(command: RemovePart, ctx: Context) -> CourseAtDesk:
    course = get_for_editor(command.course_id, ctx)
    text = course.text
    left = without_part(text, command.part_id) if text.has_part(command.part_id) else text
    return keep_text(course, left, ctx, version=command.version, written={})
