"""A breach is dealt with: told to the authority or found not to need it, and put right."""

from __future__ import annotations

from services.identity.rules.breaches import State, check_may_close
from services.identity.usecases.handling_breach import BreachStep, to_work_on, written
from shared.usecase import Context, Id, Request


class CloseBreach(Request):
    breach_id: Id


def close_breach(command: CloseBreach, ctx: Context) -> BreachStep:
    breach = to_work_on(command.breach_id, ctx)
    check_may_close(State(breach.state))
    return written("identity.breach_closed", breach, ctx, set__state=State.CLOSED, set__closed_at=ctx.now)
