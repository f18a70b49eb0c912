"""Help ends: at once, by the member, the helper, or the secretary of the cell. Said twice it is no mistake."""

from __future__ import annotations

from services.identity.rules.delegation_errors import DelegationNotFound
from services.identity.rules.delegations import State
from services.identity.rules.permissions import ISSUE_CODES
from services.identity.store import delegations, members
from services.identity.store.delegations import Delegation
from services.identity.usecases.ask_helper import DelegationMade
from services.identity.usecases.opening_session import check_open
from shared.contracts.identity import HelperDismissed
from shared.outbox import change
from shared.security import Actor, allowed, audit
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class EndDelegation(Request):
    delegation_id: Id


def end_delegation(command: EndDelegation, ctx: Context) -> DelegationMade:
    """Raises DelegationNotFound for everybody else."""
    check_open(ctx.actor.token_id)
    held = delegations.get(command.delegation_id)
    if not _may_end(ctx.actor, held):
        raise DelegationNotFound
    was = State(held.state)
    if was is State.ENDED:
        return DelegationMade(held.id)
    events = [HelperDismissed(delegation_id=held.id, member_id=held.member_id, helper_id=held.helper_id)]

    def work() -> None:
        audit.record(
            "identity.helper_dismissed",
            actor=ctx.actor,
            subject=held.id,
            path=held.cell_path,
            about=[held.member_id],
            at=ctx.now,
        )
        change(
            held,
            *(events if was is State.IN_FORCE else ()),
            set__state=str(State.ENDED),
            set__ended_at=ctx.now,
            set__ended_by=ctx.actor.member_id,
        )

    in_transaction(work)
    return DelegationMade(held.id)


def _may_end(actor: Actor, held: Delegation) -> bool:
    if actor.member_id in {held.member_id, held.helper_id}:
        return True
    return allowed(actor, ISSUE_CODES, members.get(held.member_id).cell_path)  # of today's cell, not of then
