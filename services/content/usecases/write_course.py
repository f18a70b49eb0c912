"""An editor begins a course for an organisation and everybody below it, or for those of them who hold a role. It is a
draft until it is opened."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from services.content.rules.courses import CourseKind, CourseText, StudyRole, check_dates
from services.content.rules.permissions import EDIT
from services.content.store.courses import Course, stored
from services.content.usecases.keeping_course import CourseAtDesk, course_at_desk
from shared.outbox import create
from shared.security import authorise
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Line, Path, Request

Summary = Annotated[str, Meta(max_length=1000)]
TriesADay = Annotated[int, Meta(ge=0, le=20)]


class WriteCourse(Request):
    title: Line
    kind: CourseKind
    audience: Path
    opens_on: date
    closes_on: date
    summary: Summary = ""
    roles: Annotated[list[StudyRole], Meta(max_length=4)] = []
    tries_a_day: TriesADay = 0


def write_course(command: WriteCourse, ctx: Context) -> CourseAtDesk:
    authorise(ctx.actor, EDIT, command.audience)
    check_dates(command.opens_on, command.closes_on)
    refuse_secrets(
        {"title": command.title, "summary": command.summary}, ctx.actor, command.audience, ctx.now
    )  # fmt: skip
    course = Course(
        id=ctx.new_id(),
        working=stored(head_of(command)),
        state="draft",
        author_id=ctx.actor.member_id,
        changed_at=ctx.now,
    )
    return course_at_desk(create(course))


def head_of(command: WriteCourse) -> CourseText:
    return CourseText(
        title=command.title,
        summary=command.summary,
        kind=command.kind,
        audience=command.audience,
        roles=sorted(set(command.roles)),
        opens_on=command.opens_on,
        closes_on=command.closes_on,
        tries_a_day=command.tries_a_day,
    )
