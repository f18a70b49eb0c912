"""End sessions. Identity refuses their tokens at once; other services check only the signature and accept one until it
expires (rules/sessions.py says how long), so the door forgets the token as well."""

from __future__ import annotations

import msgspec

from services.identity.rules.errors import SessionNotFound
from services.identity.store import sessions
from services.identity.usecases.opening_session import check_open
from shared.usecase import Context, Id, Request


class SignOut(Request):
    pass


class SignOutOfDevice(Request):
    session_id: Id


class SignOutElsewhere(Request):
    pass


class SignedOutView(msgspec.Struct, frozen=True):
    ended: int


def sign_out(_: SignOut, ctx: Context) -> SignedOutView:
    """This session. Saying it twice is no mistake."""
    found = sessions.of_token(ctx.actor.token_id)
    return SignedOutView(int(found is not None and sessions.end(found.id, found.member_id)))


def sign_out_of_device(command: SignOutOfDevice, ctx: Context) -> SignedOutView:
    """Raises SessionNotFound, also for the session of another member."""
    if not sessions.end(command.session_id, ctx.actor.member_id):
        raise SessionNotFound
    return SignedOutView(1)


def sign_out_elsewhere(_: SignOutElsewhere, ctx: Context) -> SignedOutView:
    """Every session but this one: for who lost a telephone, or does not know a device in the list."""
    return SignedOutView(sessions.end_all(ctx.actor.member_id, but=check_open(ctx.actor.token_id).id))
