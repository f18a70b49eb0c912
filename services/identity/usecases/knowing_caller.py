"""Whom a token stands for by identity's own records, which are younger than the token.

Other services take a token's word until it expires. Identity knows who signed out, who left and whose role ended, and
it shows records, hands out codes and gives roles: here a token opens no more than its member may today.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from services.identity.rules import grants
from services.identity.rules.errors import SignedOut
from services.identity.rules.membership import Status, may_sign_in
from services.identity.store import members, role_grants
from services.identity.usecases.opening_session import check_open
from shared.clock import local_date
from shared.security import Actor, Grant, is_citizen


def as_known_today(actor: Actor, now: datetime) -> Actor:
    """The same person with the roles of the token that still hold. Raises SignedOut."""
    check_open(actor.token_id)
    if is_citizen(actor):
        return actor
    today = as_holder_today(actor.member_id, now)
    held = tuple(grant for grant in actor.grants if grant in today.grants)
    return replace(actor, cell_path=today.cell_path, grants=held)


def as_holder_today(member_id: str, now: datetime) -> Actor:
    """Who asked for work that is done later, with no token: the roles of now. Raises SignedOut, MemberNotFound."""
    member = members.get(member_id)
    if not may_sign_in(Status(member.status)):
        raise SignedOut
    held = grants.in_force(role_grants.terms_of(member.id), local_date(now))
    roles = {Grant(str(grants.Role.MEMBER), member.cell_path), *(Grant(str(term.role), term.path) for term in held)}
    return Actor(member.id, member.cell_path, tuple(sorted(roles)), "", now)
