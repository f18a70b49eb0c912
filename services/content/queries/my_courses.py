"""What I have to study, what I study and what I completed; with `due` only what waits for me on my first page."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from services.content.rules.courses import CourseText
from services.content.rules.studying import is_meant_for
from services.content.store import courses, progress
from services.content.store.courses import Course
from services.content.store.progress import StudyProgress
from shared.clock import local_date
from shared.security import audiences_of, helpers_may
from shared.usecase import Context, Request


class MyCourses(Request):
    due: bool = False


class CourseRow(msgspec.Struct, frozen=True, kw_only=True):
    """`state`: not_begun, under_way, done. `over`: its last day has passed, or it was withdrawn. `new_parts`: those
    that came after I had completed it."""

    id: str
    title: str
    summary: str
    kind: str
    opens_on: date
    closes_on: date
    state: str
    over: bool
    parts: int
    parts_done: int
    new_parts: int
    done_at: datetime | None


class CourseList(msgspec.Struct, frozen=True):
    items: list[CourseRow]


@helpers_may("study")
def my_courses(query: MyCourses, ctx: Context) -> CourseList:
    actor, today = ctx.actor, local_date(ctx.now)
    audiences = audiences_of(actor)
    mine = {held.course_id: held for held in progress.of_member(actor.member_id)}
    found = {course.id: course for course in courses.running(audiences, today)}
    begun = [course for course in courses.by_ids(mine.keys() - found.keys()) if _is_shown(course, mine[course.id])]
    rows = [
        _row(course, text, mine.get(course.id), today)
        for course in [*found.values(), *begun]
        if (text := course.opened_text) and (course.id in mine or is_meant_for(text, actor, audiences))
    ]
    if query.due:
        rows = [row for row in rows if row.state != "done" and not row.over]
    return CourseList(sorted(rows, key=lambda row: (row.over, row.state == "done", row.closes_on, row.id)))


def _is_shown(course: Course, held: StudyProgress) -> bool:
    """Of what was withdrawn, only what gave a certificate."""
    return bool(course.state == "open" or held.state == "done")


def _row(course: Course, text: CourseText, held: StudyProgress | None, today: date) -> CourseRow:
    ids = {part.id for part in text.parts}
    done = held is not None and held.state == "done"
    return CourseRow(
        id=course.id,
        title=text.title,
        summary=text.summary,
        kind=text.kind,
        opens_on=text.opens_on,
        closes_on=text.closes_on,
        state=held.state if held else "not_begun",
        over=course.state != "open" or text.closes_on < today,
        parts=len(ids),
        parts_done=len(ids & set(held.parts_done)) if held else 0,
        new_parts=len(ids - set(held.parts_done)) if held and done else 0,
        done_at=held.done_at if held else None,
    )
