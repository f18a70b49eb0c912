"""A member asks another to help, named as at the door: by card, telephone or user name. It begins when that one agrees.

A name nobody has gets the same answer and the same line in the list: it just is never agreed to.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.rules.delegation_errors import TooManyHelpers
from services.identity.rules.delegations import MOST_HELPERS, Deed, State, terms
from services.identity.rules.errors import FieldProblem
from services.identity.rules.membership import Status, may_sign_in
from services.identity.store import delegations, members
from services.identity.store.delegations import Delegation
from services.identity.usecases.finding_member import member_named
from services.identity.usecases.opening_session import check_open
from shared.clock import local_date
from shared.outbox import create
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context, Line, Request

Deeds = Annotated[list[Deed], Meta(max_length=10)]


class AskHelper(Request):
    helper: Line
    deeds: Deeds
    valid_until: date


class DelegationMade(msgspec.Struct, frozen=True):
    delegation_id: str


def ask_helper(command: AskHelper, ctx: Context) -> DelegationMade:
    """Raises FieldProblem, TooManyHelpers."""
    check_open(ctx.actor.token_id)
    today = local_date(ctx.now)
    agreed = terms(command.deeds, today, command.valid_until)
    member = members.get(ctx.actor.member_id)
    helper = member_named(command.helper)
    if helper is not None and helper.id == member.id:
        raise FieldProblem(details={"helper": "Đồng chí chọn một người khác."})
    known = helper is not None and may_sign_in(Status(helper.status))
    delegation_id = ctx.new_id()
    if delegations.find(delegation_id) is not None:
        return DelegationMade(delegation_id)
    if len(delegations.of_member(member.id, today)) >= MOST_HELPERS:
        raise TooManyHelpers
    offered = Delegation(
        id=delegation_id,
        member_id=member.id,
        cell_path=member.cell_path,
        helper_id=helper.id if helper and known else None,
        deeds=sorted(agreed.deeds),
        valid_from=agreed.valid_from,
        valid_until=agreed.valid_until,
        state=str(State.OFFERED),
        given_by=member.id,
        made_at=ctx.now,
    )

    def work() -> None:
        audit.record(
            "identity.helper_asked",
            actor=ctx.actor,
            subject=delegation_id,
            path=member.cell_path,
            about=[member.id],
            at=ctx.now,
        )
        create(offered)

    in_transaction(work)
    return DelegationMade(delegation_id)
