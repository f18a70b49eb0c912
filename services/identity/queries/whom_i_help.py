"""Whom I help, and who asks me to."""

from __future__ import annotations

from services.identity.queries.delegation_views import DelegationList, shown
from services.identity.store import delegations
from services.identity.usecases.opening_session import check_open
from shared.clock import local_date
from shared.usecase import Context, Request


class WhomIHelp(Request):
    pass


def whom_i_help(_: WhomIHelp, ctx: Context) -> DelegationList:
    check_open(ctx.actor.token_id)
    return shown(delegations.of_helper(ctx.actor.member_id, local_date(ctx.now)))
