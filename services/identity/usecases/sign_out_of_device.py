"""End one session of one's own, from another device."""

from __future__ import annotations

from services.identity.rules.errors import SessionNotFound
from services.identity.store import sessions
from services.identity.usecases.sign_out import SignedOutView
from shared.usecase import Context, Id, Request


class SignOutOfDevice(Request):
    session_id: Id


def sign_out_of_device(command: SignOutOfDevice, ctx: Context) -> SignedOutView:
    """Raises SessionNotFound, also for the session of another member."""
    if not sessions.end(command.session_id, ctx.actor.member_id):
        raise SessionNotFound
    return SignedOutView(1)
