"""More time for a request, once and with a reason that the member reads (law L4: 15 days at most)."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from msgspec import Meta

from services.identity.rules.data_requests import LONGEST_EXTENSION_DAYS, Kind, State, check_extendable
from services.identity.usecases.handling_data_request import DataRequestStep, to_handle, told
from shared.usecase import Context, Id, Request, Text


class ExtendDataRequest(Request):
    request_id: Id
    days: Annotated[int, Meta(ge=1, le=LONGEST_EXTENSION_DAYS)]
    reason: Text


def extend_data_request(command: ExtendDataRequest, ctx: Context) -> DataRequestStep:
    """It counts as the first answer, too: the member was told."""
    request = to_handle(command.request_id, ctx)
    check_extendable(Kind(request.kind), State(request.state), extended=request.extended_at is not None)
    return told(
        request,
        "answered",
        ctx,
        set__carry_out_by=request.carry_out_by + timedelta(days=command.days),
        set__extension_reason=command.reason,
        set__extended_at=ctx.now,
        set__answered_at=request.answered_at or ctx.now,
    )
