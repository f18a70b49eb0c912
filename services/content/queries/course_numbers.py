"""How far the members are with a course: of the organisations under one, in numbers only.

Counted are those who are waited for: members of the audience, neither suspended nor exempt; of a course for those who
hold a role, each once in every organisation where it is held. Whoever completed it and belongs elsewhere by now is
counted there.
"""

from __future__ import annotations

import msgspec

from services.content.rules.course_errors import CourseNotFound
from services.content.rules.courses import CourseText
from services.content.rules.permissions import SEE_STUDY_NUMBERS, topmost_led
from services.content.rules.study_numbers import Tally, grouped, tallies
from services.content.store import courses, progress, roster
from shared.clock import local_date
from shared.security import authorise, covers
from shared.usecase import Context, Id, Path, Request


class CourseNumbers(Request):
    """`under`: the organisation to look at; without it, the topmost that one may see."""

    course_id: Id
    under: Path | None = None


class NumbersRow(msgspec.Struct, frozen=True, kw_only=True):
    path: str
    members: int
    done: int
    under_way: int
    not_begun: int


class NumbersView(msgspec.Struct, frozen=True, kw_only=True):
    course_id: str
    title: str
    audience: str
    under: str
    total: NumbersRow
    rows: list[NumbersRow]


def course_numbers(query: CourseNumbers, ctx: Context) -> NumbersView:
    """Raises CourseNotFound, NotPermitted."""
    course = courses.get(query.course_id)
    text = course.opened_text
    if text is None:
        raise CourseNotFound
    under = query.under or topmost_led(ctx.actor, SEE_STUDY_NUMBERS, text.audience)
    if under is None or not covers(text.audience, under):
        raise CourseNotFound
    authorise(ctx.actor, SEE_STUDY_NUMBERS, under)
    found = of_role_holders(course.id, text, under, ctx) if text.roles else of_members(course.id, under)
    return NumbersView(
        course_id=course.id,
        title=text.title,
        audience=text.audience,
        under=under,
        total=_row(under, sum(found.values(), Tally())),
        rows=[_row(path, tally) for path, tally in grouped(found, under).items()],
    )


def of_members(course_id: str, under: str) -> dict[str, Tally]:
    return tallies(roster.counted_below(under), progress.counted_below(course_id, under))


def of_role_holders(course_id: str, text: CourseText, under: str, ctx: Context) -> dict[str, Tally]:
    holders = roster.holders_below(under, text.roles, local_date(ctx.now))
    states = {
        held.member_id: held.state
        for held in progress.of_members(course_id, sorted({member_id for _, member_id in holders}))
    }
    members: dict[str, int] = {}
    for path, _ in holders:
        members[path] = members.get(path, 0) + 1
    begun = [(path, states[member_id], 1) for path, member_id in holders if member_id in states]
    return tallies(members, begun)


def _row(path: str, tally: Tally) -> NumbersRow:
    return NumbersRow(
        path=path,
        members=tally.members,
        done=tally.done,
        under_way=tally.under_way,
        not_begun=tally.not_begun,
    )
