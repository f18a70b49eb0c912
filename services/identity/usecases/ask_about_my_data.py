"""A member asks for something about the own data: to see, correct, withdraw, restrict, object or delete (law L4)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.engines.in_use import engines
from services.identity.rules import data_requests as rules
from services.identity.rules.data_requests import Kind, State
from services.identity.rules.rights_errors import TooManyOpenRequests
from services.identity.store import data_requests, members
from services.identity.store.data_requests import DataRequest
from services.identity.usecases.opening_session import check_open
from shared.clock import local_date
from shared.contracts.identity import DataRequestOpened
from shared.outbox import create
from shared.usecase import Context, Request


class AskAboutMyData(Request):
    """`text`: what exactly; may be empty where the kind says it all."""

    kind: Kind
    text: Annotated[str, Meta(max_length=4_000)] = ""


class DataRequestMade(msgspec.Struct, frozen=True):
    id: str
    answer_by: date
    carry_out_by: date


def ask_about_my_data(command: AskAboutMyData, ctx: Context) -> DataRequestMade:
    """Raises TooManyOpenRequests: nobody loses a right by it, a member's open requests are answered first."""
    check_open(ctx.actor.token_id)
    member = members.get(ctx.actor.member_id)
    if data_requests.open_ones(member.id) >= rules.MOST_OPEN:
        raise TooManyOpenRequests
    today = local_date(ctx.now)
    carry_out_by = rules.carry_out_due(command.kind, today)
    request = DataRequest(
        id=ctx.new_id(),
        member_id=member.id,
        cell_path=member.cell_path,
        kind=command.kind,
        text=command.text or None,
        state=State.OPEN,
        opened_at=ctx.now,
        answer_by=rules.answer_due(today, engines().holidays),
        carry_out_by=carry_out_by,
    )
    opened = DataRequestOpened(
        request_id=request.id, cell_path=member.cell_path, kind=command.kind.value, carry_out_by=carry_out_by
    )
    made = create(request, opened)
    return DataRequestMade(made.id, made.answer_by, made.carry_out_by)
