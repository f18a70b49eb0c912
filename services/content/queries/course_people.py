"""Who of a cell has completed a course, is under way or has not begun: for the cell's own secretary, who goes and
helps. Audited. Nobody above reads names, and nobody at all how an answer came out."""

from __future__ import annotations

import msgspec

from services.content.rules.course_errors import CourseNotFound
from services.content.rules.permissions import SEE_STUDY_NAMES
from services.content.store import courses, progress, roster
from shared.clock import local_date
from shared.security import audit, authorise, covers
from shared.usecase import Context, Id, Path, Request


class CoursePeople(Request):
    course_id: Id
    cell_path: Path


class StudyingMember(msgspec.Struct, frozen=True):
    """`helped`: a helper pressed the button for one answer at least."""

    member_id: str
    state: str
    helped: bool


class CoursePeopleList(msgspec.Struct, frozen=True, kw_only=True):
    """By id, not by how far anybody is. Names are identity's to tell."""

    course_id: str
    title: str
    cell_path: str
    items: list[StudyingMember]


def course_people(query: CoursePeople, ctx: Context) -> CoursePeopleList:
    """Raises CourseNotFound, NotPermitted."""
    authorise(ctx.actor, SEE_STUDY_NAMES, query.cell_path)
    course = courses.get(query.course_id)
    text = course.opened_text
    if text is None or not covers(text.audience, query.cell_path):
        raise CourseNotFound
    members = roster.counted_of_cell(query.cell_path)
    if text.roles:
        holders = roster.holders_below(query.cell_path, text.roles, local_date(ctx.now))
        members = sorted({member_id for path, member_id in holders if path == query.cell_path})
    known = {held.member_id: held for held in progress.of_members(course.id, members)}
    audit.record_reading(
        "content.study_people_read", members, actor=ctx.actor, subject=course.id, path=query.cell_path, at=ctx.now
    )
    return CoursePeopleList(
        course_id=course.id,
        title=text.title,
        cell_path=query.cell_path,
        items=[
            StudyingMember(
                member_id,
                known[member_id].state if member_id in known else "not_begun",
                member_id in known and known[member_id].was_helped,
            )
            for member_id in members
        ],
    )
