"""End this session. Identity refuses its tokens at once; other services check only the signature and accept one until
it expires (rules/sessions.py says how long), so the door forgets the token as well. Saying it twice is no mistake."""

from __future__ import annotations

import msgspec

from services.identity.store import sessions
from shared.security import citizens_may
from shared.usecase import Context, Request


class SignOut(Request):
    pass


class SignedOutView(msgspec.Struct, frozen=True):
    ended: int


@citizens_may
def sign_out(_: SignOut, ctx: Context) -> SignedOutView:
    found = sessions.of_token(ctx.actor.token_id)
    return SignedOutView(int(found is not None and sessions.end(found.id, found.member_id)))
