"""A helper does one deed in a member's stead: the record first, then a token for that deed and two minutes.

Nothing is done in somebody's stead without its entry, because no other command gives out such a token. It names the
member and the helper both; every use case refuses it but those that declare the deed (`@helpers_may`), and identity
itself refuses it everywhere: it is in no session.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.identity.engines.in_use import engines
from services.identity.rules.delegation_errors import DelegationNotFound, NotDelegated
from services.identity.rules.delegations import TOKEN_LIFETIME, Deed, State, may_stand_in
from services.identity.rules.grants import Role
from services.identity.rules.membership import Status, may_sign_in
from services.identity.store import delegations, members
from services.identity.usecases.opening_session import check_open
from shared.clock import local_date
from shared.security import Grant, audit, issue
from shared.usecase import Context, Id, Request


class StandIn(Request):
    delegation_id: Id
    deed: Deed


class StandingIn(msgspec.Struct, frozen=True):
    token: str
    expires_at: datetime
    member_id: str
    member_name: str
    cell_path: str
    deeds: list[str]
    """All that the member allowed, for the page."""
    valid_until: str


def stand_in(command: StandIn, ctx: Context) -> StandingIn:
    """Raises DelegationNotFound for what another was asked, NotDelegated."""
    check_open(ctx.actor.token_id)
    held = delegations.get(command.delegation_id)
    if held.helper_id != ctx.actor.member_id:
        raise DelegationNotFound
    member = members.get(held.member_id)
    if not may_stand_in(State(held.state), held.terms(), command.deed, local_date(ctx.now)):
        raise NotDelegated
    if not may_sign_in(Status(member.status)):
        raise NotDelegated
    audit.record(
        f"identity.helped_{command.deed}",
        actor=ctx.actor,
        subject=member.id,
        path=member.cell_path,
        about=[member.id],
        details={"delegation_id": held.id, "in_stead_of": member.id},
        at=ctx.now,
    )
    token, actor = issue(
        engines().signing_key,
        member_id=member.id,
        cell_path=member.cell_path,
        grants=[Grant(str(Role.MEMBER), member.cell_path)],
        audience=engines().province,
        lifetime=TOKEN_LIFETIME,
        now=ctx.now,
        helper_id=ctx.actor.member_id,
        deeds=[str(command.deed)],
    )
    return StandingIn(
        token, actor.expires_at, member.id, member.full_name, member.cell_path, held.deeds, held.valid_until.isoformat()
    )
