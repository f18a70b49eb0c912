"""What came of a sign-up day: how many came, how many left with an account; or that it was called off."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from services.identity.rules.helping import DayState, check_outcome
from services.identity.rules.permissions import ORGANISE_ROLL_OUT
from services.identity.rules.roll_out_errors import SignUpDayOver
from services.identity.store import sign_up_days
from services.identity.usecases.plan_sign_up_day import SignUpDayId
from shared.clock import local_date
from shared.outbox import change
from shared.security import authorise
from shared.usecase import Context, Id, Request

Count = Annotated[int, Meta(ge=0, le=100_000)]


class CloseSignUpDay(Request):
    """Without numbers: the day did not take place."""

    day_id: Id
    came: Count | None = None
    registered: Count | None = None


def close_sign_up_day(command: CloseSignUpDay, ctx: Context) -> SignUpDayId:
    """The same outcome sent twice is one."""
    day = sign_up_days.get(command.day_id)
    authorise(ctx.actor, ORGANISE_ROLL_OUT, day.organisation_path)
    state = DayState.CANCELLED if command.came is None else DayState.HELD
    came, registered = command.came, command.registered or 0 if command.came is not None else None
    if (day.state, day.came, day.registered) == (state, came, registered):
        return SignUpDayId(day.id)
    if came is not None:
        check_outcome(DayState(day.state), local_date(day.starts_at), came, registered or 0, local_date(ctx.now))
    elif day.state != DayState.PLANNED:
        raise SignUpDayOver
    change(day, set__state=str(state), set__came=came, set__registered=registered)
    return SignUpDayId(day.id)
