"""Whoever was asked to help agrees. From now on each deed in the member's stead is recorded under both names."""

from __future__ import annotations

from services.identity.rules.delegation_errors import DelegationNotFound, DelegationOver, TooManyHelped
from services.identity.rules.delegations import MOST_HELPED, State, is_over
from services.identity.store import delegations
from services.identity.usecases.ask_helper import DelegationMade
from services.identity.usecases.opening_session import check_open
from shared.clock import local_date
from shared.contracts.identity import HelperAppointed
from shared.outbox import change
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class AgreeToHelp(Request):
    delegation_id: Id


def agree_to_help(command: AgreeToHelp, ctx: Context) -> DelegationMade:
    """Raises DelegationNotFound, also for what another was asked; DelegationOver, TooManyHelped."""
    check_open(ctx.actor.token_id)
    today = local_date(ctx.now)
    offered = delegations.get(command.delegation_id)
    if offered.helper_id != ctx.actor.member_id:
        raise DelegationNotFound
    if is_over(State(offered.state), offered.valid_until, today):
        raise DelegationOver
    if State(offered.state) is State.IN_FORCE:
        return DelegationMade(offered.id)
    helped = [item for item in delegations.of_helper(ctx.actor.member_id, today) if item.state == State.IN_FORCE]
    if len(helped) >= MOST_HELPED:
        raise TooManyHelped
    event = HelperAppointed(
        delegation_id=offered.id,
        member_id=offered.member_id,
        helper_id=offered.helper_id,
        valid_from=offered.valid_from,
        valid_until=offered.valid_until,
    )

    def work() -> None:
        audit.record(
            "identity.helper_agreed",
            actor=ctx.actor,
            subject=offered.id,
            path=offered.cell_path,
            about=[offered.member_id],
            at=ctx.now,
        )
        change(offered, event, set__state=str(State.IN_FORCE))

    in_transaction(work)
    return DelegationMade(offered.id)
