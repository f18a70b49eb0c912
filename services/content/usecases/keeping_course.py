"""What every change of a course at the desk shares: who may, that no other editor was first, and that the same change
made twice is one."""

from __future__ import annotations

import msgspec

from services.content.rules.course_errors import CourseNotFound
from services.content.rules.courses import CourseText
from services.content.rules.studying import is_meant_for
from services.content.store import courses
from services.content.store.courses import Course, stored
from services.content.usecases.found_for_change import authorise_change
from shared.outbox import ChangedByAnother, change
from shared.security import audiences_of
from shared.security.refusing import refuse_secrets
from shared.usecase import Context


class CourseAtDesk(msgspec.Struct, frozen=True):
    """`changed_id`: of the part or question that was written."""

    id: str
    version: int
    state: str
    changed_id: str | None = None


def course_at_desk(course: Course, changed_id: str | None = None) -> CourseAtDesk:
    return CourseAtDesk(course.id, course.version, course.state, changed_id)


def get_for_editor(course_id: str, ctx: Context) -> Course:
    """Raises CourseNotFound, NotPermitted."""
    course = courses.get(course_id)
    text = course.opened_text if course.state == "open" else None
    reads = text is not None and is_meant_for(text, ctx.actor, audiences_of(ctx.actor))
    authorise_change(ctx.actor, course.places, reads=reads, unknown=CourseNotFound)
    return course


def keep_text(
    course: Course,
    text: CourseText,
    ctx: Context,
    *,
    version: int,
    written: dict[str, str],
    changed_id: str | None = None,
) -> CourseAtDesk:
    """`written`: the words that are new, looked through for marks of secrecy. Raises ChangedByAnother, and what
    refuse_secrets raises; a text that is the stored one already changes nothing."""
    refuse_secrets(written, ctx.actor, text.audience, ctx.now)
    if text == course.text:
        return course_at_desk(course, changed_id)
    if course.version != version:
        raise ChangedByAnother
    changed = change(
        course,
        set__working=stored(text),
        set__state="open" if course.state == "open" else "draft",
        set__changed_at=ctx.now,
    )
    return course_at_desk(changed, changed_id)
