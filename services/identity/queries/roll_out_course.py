"""How many got their account until each day: the drive as a line. Of those who belong to the organisation today."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from services.identity.rules.permissions import SEE_NUMBERS
from services.identity.rules.roll_out import running_totals
from services.identity.store import roll_out_cells, roll_out_settings
from shared.clock import local_date
from shared.security import authorise
from shared.usecase import Context, Path, Request

SHOWN_DAYS = 60


class RollOutCourse(Request):
    organisation_path: Path


class DayNumbers(msgspec.Struct, frozen=True):
    """Both sets apart, as everywhere."""

    on: date
    eligible: int
    excluded: int


class CourseView(msgspec.Struct, frozen=True):
    days: list[DayNumbers]


def roll_out_course(query: RollOutCourse, ctx: Context) -> CourseView:
    authorise(ctx.actor, SEE_NUMBERS, query.organisation_path)
    today = local_date(ctx.now)
    rule = roll_out_settings.rule_of(query.organisation_path)
    course = roll_out_cells.course_below(query.organisation_path)
    days = running_totals(course, rule, today - timedelta(days=SHOWN_DAYS - 1), today)
    return CourseView([DayNumbers(on, eligible, excluded) for on, eligible, excluded in days])
