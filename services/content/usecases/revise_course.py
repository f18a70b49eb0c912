"""An editor changes what stands over a course: its title, for whom it is, from when until when. Members go on studying
what was opened until the change is opened, too. A withdrawn course that is written anew is a draft again."""

from __future__ import annotations

import msgspec

from services.content.rules.courses import check_dates
from services.content.rules.permissions import EDIT
from services.content.usecases.keeping_course import CourseAtDesk, get_for_editor, keep_text
from services.content.usecases.write_course import WriteCourse, head_of
from shared.security import authorise
from shared.usecase import Context, Id, Version


class ReviseCourse(WriteCourse):
    course_id: Id
    version: Version


def revise_course(command: ReviseCourse, ctx: Context) -> CourseAtDesk:
    course = get_for_editor(command.course_id, ctx)
    authorise(ctx.actor, EDIT, command.audience)
    check_dates(command.opens_on, command.closes_on)
    text = msgspec.structs.replace(head_of(command), parts=course.text.parts)
    written = {"title": command.title, "summary": command.summary}
    return keep_text(course, text, ctx, version=command.version, written=written)
