"""Sign-up days of an organisation and below, the latest first."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.identity.rules.permissions import ORGANISE_ROLL_OUT, SEE_NUMBERS
from services.identity.store import organisations, sign_up_days
from services.identity.store.sign_up_days import SignUpDay
from shared.security import allowed, authorise
from shared.usecase import Context, Id, Path, Request

MOST_SHOWN = 100


class ListSignUpDays(Request):
    organisation_path: Path


class ReadSignUpDay(Request):
    day_id: Id


class SignUpDayView(msgspec.Struct, frozen=True):
    """`helpers`: only for those who organise."""

    id: str
    organisation_path: str
    organisation_name: str
    starts_at: datetime
    place: str
    helpers: str | None
    state: str
    came: int | None
    registered: int | None
    may_organise: bool


class SignUpDayList(msgspec.Struct, frozen=True):
    items: list[SignUpDayView]


def list_sign_up_days(query: ListSignUpDays, ctx: Context) -> SignUpDayList:
    authorise(ctx.actor, SEE_NUMBERS, query.organisation_path)
    found = sign_up_days.below_path(query.organisation_path, MOST_SHOWN)
    names = organisations.names_of(day.organisation_path for day in found)
    return SignUpDayList([_view(day, names, ctx) for day in found])


def read_sign_up_day(query: ReadSignUpDay, ctx: Context) -> SignUpDayView:
    day = sign_up_days.get(query.day_id)
    authorise(ctx.actor, SEE_NUMBERS, day.organisation_path)
    return _view(day, organisations.names_of([day.organisation_path]), ctx)


def _view(day: SignUpDay, names: dict[str, str], ctx: Context) -> SignUpDayView:
    organises = allowed(ctx.actor, ORGANISE_ROLL_OUT, day.organisation_path)
    return SignUpDayView(
        id=day.id,
        organisation_path=day.organisation_path,
        organisation_name=names.get(day.organisation_path, ""),
        starts_at=day.starts_at,
        place=day.place,
        helpers=day.helpers if organises else None,
        state=day.state,
        came=day.came,
        registered=day.registered,
        may_organise=organises,
    )
