"""End every session but this one: for who lost a telephone, or does not know a device in the list."""

from __future__ import annotations

from services.identity.store import sessions
from services.identity.usecases.opening_session import check_open
from services.identity.usecases.sign_out import SignedOutView
from shared.usecase import Context, Request


class SignOutElsewhere(Request):
    pass


def sign_out_elsewhere(_: SignOutElsewhere, ctx: Context) -> SignedOutView:
    return SignedOutView(sessions.end_all(ctx.actor.member_id, but=check_open(ctx.actor.token_id).id))
