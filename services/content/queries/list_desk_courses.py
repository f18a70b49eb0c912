"""What the desk shows of courses: those one may write, the last changed first, and those whose numbers one may see."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from services.content.rules.permissions import EDIT, SEE_STUDY_NUMBERS
from services.content.store import courses
from services.content.store.courses import Course
from shared.security import audiences_of, paths_for
from shared.usecase import Context, Cursor, Request


class ListDeskCourses(Request):
    cursor: Cursor | None = None


class DeskCourseRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    version: int
    state: str
    title: str
    kind: str
    audience: str
    opens_on: date
    closes_on: date
    parts: int
    changed_at: datetime
    unopened_changes: bool


class RunningRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    kind: str
    audience: str
    opens_on: date
    closes_on: date


class DeskCourseList(msgspec.Struct, frozen=True):
    """`items`: to write; `running`: to see how far the members are."""

    items: list[DeskCourseRow]
    next_cursor: str | None
    running: list[RunningRow]


def list_desk_courses(query: ListDeskCourses, ctx: Context) -> DeskCourseList:
    found = courses.at_the_desk(paths_for(ctx.actor, EDIT), query.cursor)
    leads = paths_for(ctx.actor, SEE_STUDY_NUMBERS)
    running = courses.opened_above_or_below(leads, audiences_of(ctx.actor)) if leads else []
    return DeskCourseList([_row(course) for course in found.rows], found.next_cursor, [_running(c) for c in running])


def _row(course: Course) -> DeskCourseRow:
    text = course.text
    return DeskCourseRow(
        id=course.id,
        version=course.version,
        state=course.state,
        title=text.title,
        kind=text.kind,
        audience=text.audience,
        opens_on=text.opens_on,
        closes_on=text.closes_on,
        parts=len(text.parts),
        changed_at=course.changed_at,
        unopened_changes=course.state == "open" and course.working != course.opened,
    )


def _running(course: Course) -> RunningRow:
    text = course.opened
    return RunningRow(
        id=course.id,
        title=text["title"],
        kind=text["kind"],
        audience=text["audience"],
        opens_on=date.fromisoformat(text["opens_on"]),
        closes_on=date.fromisoformat(text["closes_on"]),
    )
