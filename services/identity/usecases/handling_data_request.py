"""What every step of the office on a member's request begins and ends with."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from services.identity.rules.data_requests import State
from services.identity.rules.permissions import ADMINISTER
from services.identity.rules.rights_errors import OwnRequest
from services.identity.store import data_requests
from services.identity.store.data_requests import DataRequest
from shared.contracts import Event
from shared.contracts.identity import DataRequestAnswered
from shared.outbox import change
from shared.security import audit, authorise
from shared.store import in_transaction
from shared.usecase import Context


class DataRequestStep(msgspec.Struct, frozen=True):
    id: str
    state: str
    version: int


def to_handle(request_id: str, ctx: Context) -> DataRequest:
    """For an administrator over the member's cell. Nobody decides on the own request."""
    request = data_requests.get(request_id)
    authorise(ctx.actor, ADMINISTER, request.cell_path)
    if request.member_id == ctx.actor.member_id:
        raise OwnRequest
    return request


def told(
    request: DataRequest, state: Literal["answered", "done", "refused"], ctx: Context, *more: Event, **update: Any
) -> DataRequestStep:
    """The step, the event that wakes the member's page, and the trail."""
    answer = DataRequestAnswered(
        request_id=request.id, member_id=request.member_id, cell_path=request.cell_path, state=state
    )

    def work() -> DataRequest:
        after = change(request, answer, *more, set__state=State(state), set__handled_by=ctx.actor.member_id, **update)
        audit.record(
            "identity.data_request_handled",
            actor=ctx.actor,
            subject=request.id,
            path=request.cell_path,
            about=[request.member_id],
            details={"kind": request.kind, "state": state},
        )
        return after

    changed = in_transaction(work)
    return DataRequestStep(changed.id, changed.state, changed.version)
