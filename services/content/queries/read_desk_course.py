"""A course as its editors have it now, with the right answers."""

from __future__ import annotations

import msgspec

from services.content.rules.courses import CourseText, Part
from services.content.store import sources
from services.content.usecases.keeping_course import get_for_editor
from shared.usecase import Context, Id, Request


class ReadDeskCourse(Request):
    course_id: Id


class DeskCourseView(msgspec.Struct, frozen=True, kw_only=True):
    """`gone`: ids of the parts that point at something that is not there any more, or not for all who study."""

    id: str
    version: int
    state: str
    edition: int
    text: CourseText
    unopened_changes: bool
    gone: list[str]
    withdrawal_reason: str | None


def read_desk_course(query: ReadDeskCourse, ctx: Context) -> DeskCourseView:
    """Raises CourseNotFound, NotPermitted."""
    course = get_for_editor(query.course_id, ctx)
    text = course.text
    return DeskCourseView(
        id=course.id,
        version=course.version,
        state=course.state,
        edition=course.edition,
        text=text,
        unopened_changes=course.state == "open" and text != course.opened_text,
        gone=[part.id for part in text.parts if _is_gone(part, text.audience)],
        withdrawal_reason=course.withdrawal_reason if course.state == "withdrawn" else None,
    )


def _is_gone(part: Part, audience: str) -> bool:
    if part.source == "text":
        return False
    found = sources.find(part.source, part.source_id, part.anchor)
    return found is None or not audience.startswith(found.audience)
