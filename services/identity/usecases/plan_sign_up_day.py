"""Plan a day on which a place signs its members up."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.rules.helping import DayState, check_near, check_planned_day
from services.identity.rules.permissions import ORGANISE_ROLL_OUT
from services.identity.store import organisations
from services.identity.store.sign_up_days import SignUpDay
from shared.clock import local_date
from shared.contracts.identity import SignUpDayPlanned
from shared.outbox import create
from shared.security import authorise
from shared.usecase import Context, Line, Path, Request


class PlanSignUpDay(Request):
    organisation_path: Path
    starts_at: Annotated[datetime, Meta(tz=True)]
    place: Line
    helpers: Annotated[str, Meta(max_length=1000)] = ""


class SignUpDayId(msgspec.Struct, frozen=True):
    day_id: str


def plan_sign_up_day(command: PlanSignUpDay, ctx: Context) -> SignUpDayId:
    place = organisations.at(command.organisation_path)
    authorise(ctx.actor, ORGANISE_ROLL_OUT, place.path)
    check_near(command.starts_at, ctx.now)
    check_planned_day(local_date(command.starts_at), local_date(ctx.now))
    day = SignUpDay(
        id=ctx.new_id(),
        organisation_id=place.id,
        organisation_path=place.path,
        starts_at=command.starts_at,
        place=command.place,
        helpers=command.helpers or None,
        state=str(DayState.PLANNED),
    )
    create(day, SignUpDayPlanned(day_id=day.id, organisation_path=place.path, starts_at=command.starts_at))
    return SignUpDayId(day.id)
