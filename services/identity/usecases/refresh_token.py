"""Renew a token with the roles of today. A signed-out session, a member who left, an old session end here."""

from __future__ import annotations

from services.identity.rules.errors import SignedOut
from services.identity.rules.membership import Status, may_sign_in
from services.identity.rules.sessions import session_is_over
from services.identity.store import members
from services.identity.usecases.opening_session import SignedIn, check_open, give_token
from shared.usecase import Context, Request


class RefreshToken(Request):
    pass


def refresh_token(_: RefreshToken, ctx: Context) -> SignedIn:
    given = check_open(ctx.actor.token_id)
    member = members.get(given.member_id)
    if session_is_over(given.session_started_at, ctx.now) or not may_sign_in(Status(member.status)):
        raise SignedOut
    return give_token(member, given.session_id, given.session_started_at, ctx.now)
