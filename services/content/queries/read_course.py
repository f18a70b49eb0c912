"""One course as the one who studies it sees it: its parts and how far one is with each."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from services.content.rules.courses import Part
from services.content.store import progress
from services.content.store.course_access import course_to_study
from services.content.store.progress import StudyProgress
from shared.clock import local_date
from shared.security import helpers_may
from shared.usecase import Context, Id, Request


class ReadCourse(Request):
    course_id: Id


class PartRow(msgspec.Struct, frozen=True, kw_only=True):
    """`is_new`: it came with a later edition than the first one and is not done yet."""

    id: str
    title: str
    questions: int
    passed: int
    done: bool
    is_new: bool


class CourseView(msgspec.Struct, frozen=True, kw_only=True):
    """`certificate`: its check number, once the course is completed."""

    id: str
    title: str
    summary: str
    kind: str
    opens_on: date
    closes_on: date
    tries_a_day: int
    state: str
    over: bool
    parts: list[PartRow]
    done_at: datetime | None
    certificate: str | None


@helpers_may("study")
def read_course(query: ReadCourse, ctx: Context) -> CourseView:
    """Raises CourseNotFound."""
    course, text = course_to_study(query.course_id, ctx.actor)
    held = progress.find(course.id, ctx.actor.member_id)
    return CourseView(
        id=course.id,
        title=text.title,
        summary=text.summary,
        kind=text.kind,
        opens_on=text.opens_on,
        closes_on=text.closes_on,
        tries_a_day=text.tries_a_day,
        state=held.state if held else "not_begun",
        over=text.closes_on < local_date(ctx.now),
        parts=[_row(part, held) for part in text.parts],
        done_at=held.done_at if held else None,
        certificate=held.certificate if held else None,
    )


def _row(part: Part, held: StudyProgress | None) -> PartRow:
    passed = held.passed_ids if held else frozenset()
    done = held is not None and part.id in held.parts_done
    return PartRow(
        id=part.id,
        title=part.title,
        questions=len(part.questions),
        passed=sum(1 for question in part.questions if question.id in passed),
        done=done,
        is_new=part.since > 1 and not done,
    )
