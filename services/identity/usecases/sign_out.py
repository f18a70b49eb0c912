"""End the session. Identity refuses its tokens at once; other services check only the signature and accept one
until it expires (rules/sessions.py says how long), so the door forgets the token as well."""

from __future__ import annotations

import msgspec

from services.identity.store import sessions
from shared.usecase import Context, Request


class SignOut(Request):
    pass


class SignedOutView(msgspec.Struct, frozen=True):
    pass


def sign_out(_: SignOut, ctx: Context) -> SignedOutView:
    given = sessions.open_token(ctx.actor.token_id)
    if given is not None:
        sessions.sign_out(given.session_id)
    return SignedOutView()
