"""Who helps a member of the cell, for its secretary. Leaves a trail: it is about that member."""

from __future__ import annotations

from services.identity.queries.delegation_views import DelegationList, shown
from services.identity.queries.reading_records import leave_trail
from services.identity.rules.permissions import ISSUE_CODES
from services.identity.store import delegations, members
from shared.clock import local_date
from shared.security import authorise
from shared.usecase import Context, Id, Request


class HelpersOfMember(Request):
    member_id: Id


def helpers_of_member(query: HelpersOfMember, ctx: Context) -> DelegationList:
    member = members.get(query.member_id)
    authorise(ctx.actor, ISSUE_CODES, member.cell_path)
    leave_trail("identity.helpers_seen", ctx, member.cell_path, [member.id])
    return shown(delegations.of_member(member.id, local_date(ctx.now)))
