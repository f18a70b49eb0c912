"""A member no longer wants what was asked."""

from __future__ import annotations

from services.identity.rules.data_requests import State, check_under_way
from services.identity.store import data_requests
from services.identity.usecases.handling_data_request import DataRequestStep
from services.identity.usecases.opening_session import check_open
from shared.outbox import change
from shared.usecase import Context, Id, Request


class TakeBackDataRequest(Request):
    request_id: Id


def take_back_data_request(command: TakeBackDataRequest, ctx: Context) -> DataRequestStep:
    check_open(ctx.actor.token_id)
    request = data_requests.own(command.request_id, ctx.actor.member_id)
    check_under_way(State(request.state))
    changed = change(request, set__state=State.TAKEN_BACK, set__ended_at=ctx.now)
    return DataRequestStep(changed.id, changed.state, changed.version)
