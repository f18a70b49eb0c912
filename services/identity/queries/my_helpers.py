"""Who helps me: asked, agreed, until when. Ends with one tap."""

from __future__ import annotations

from services.identity.queries.delegation_views import DelegationList, shown
from services.identity.store import delegations
from services.identity.usecases.opening_session import check_open
from shared.clock import local_date
from shared.usecase import Context, Request


class MyHelpers(Request):
    pass


def my_helpers(_: MyHelpers, ctx: Context) -> DelegationList:
    check_open(ctx.actor.token_id)
    return shown(delegations.of_member(ctx.actor.member_id, local_date(ctx.now)))
