"""Renew a token with the roles of today. A signed-out session, a member who left, an old session end here."""

from __future__ import annotations

from services.identity.usecases.opening_session import SignedIn, check_open, go_on
from shared.security import citizens_may
from shared.usecase import Context, Request


class RefreshToken(Request):
    pass


@citizens_may
def refresh_token(_: RefreshToken, ctx: Context) -> SignedIn:
    return go_on(check_open(ctx.actor.token_id), ctx.now)
