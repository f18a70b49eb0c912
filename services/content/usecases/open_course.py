"""An editor opens a course to its members, or opens a corrected edition of it.

Opening the version that is already out answers as the first time did. Only the first opening, and one after a
withdrawal, is told to everybody: a corrected comma shall not ring on a thousand telephones.
"""

from __future__ import annotations

from services.content.rules.course_errors import NothingNewToOpen, SourceUnfit
from services.content.rules.courses import CourseText, next_edition
from services.content.rules.told_parts import texts_told
from services.content.store import courses, sources
from services.content.store.courses import Course, CourseEdition, stored
from services.content.usecases.keeping_course import CourseAtDesk, course_at_desk, get_for_editor
from shared.clock import local_date
from shared.contracts.content import CourseOpened
from shared.outbox import ChangedByAnother
from shared.usecase import Context, Id, Request, Version


class OpenCourse(Request):
    course_id: Id
    version: Version


def open_course(command: OpenCourse, ctx: Context) -> CourseAtDesk:
    course = get_for_editor(command.course_id, ctx)
    if course.state == "open" and course.version == course.opened_version == command.version + 1:
        return course_at_desk(course)
    if course.version != command.version:
        raise ChangedByAnother
    text = next_edition(course.text, course.opened_text, course.edition + 1, local_date(ctx.now))
    if course.state == "open" and text == course.opened_text:
        raise NothingNewToOpen
    _check_sources(text)
    edition = CourseEdition(
        id=f"{course.id}.{course.edition + 1}",
        course_id=course.id,
        edition=course.edition + 1,
        text=stored(text),
        opened_by=ctx.actor.member_id,
        opened_at=ctx.now,
    )
    told = CourseOpened(course_id=course.id, audience=text.audience, roles=list(text.roles))
    opened = courses.open_edition(
        course,
        edition,
        *([] if course.state == "open" else [told]),
        *texts_told(course.id, course.edition + 1, text, course.opened_text),
        set__state="open",
        set__working=stored(text),
        set__opened=stored(text),
        set__edition=edition.edition,
        set__opened_at=_since(course, ctx),
        set__opened_version=course.version + 1,
        set__changed_at=ctx.now,
    )
    return course_at_desk(opened)


def _since(course: Course, ctx: Context) -> object:
    return course.opened_at if course.state == "open" else ctx.now


def _check_sources(text: CourseText) -> None:
    """Again: what a part points at may have been withdrawn since, or the course be for others now."""
    for part in text.parts:
        if part.source != "text":
            found = sources.find(part.source, part.source_id, part.anchor)
            if found is None or not text.audience.startswith(found.audience):
                raise SourceUnfit(f"{part.title}: {SourceUnfit.message}")
