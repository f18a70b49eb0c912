"""A citizen takes the consent back: the account, the telephone and the name are deleted, every device is signed out."""

from __future__ import annotations

from services.identity.rules.citizen_errors import CitizenNotFound
from services.identity.store import citizens, sessions
from services.identity.usecases.sign_out import SignedOutView
from shared.security import citizens_may
from shared.store import in_transaction
from shared.usecase import Context, Request


class LeaveAsCitizen(Request):
    pass


@citizens_may
def leave_as_citizen(_: LeaveAsCitizen, ctx: Context) -> SignedOutView:
    """Raises CitizenNotFound for a member, who has no such account."""
    ended: list[int] = []

    def work() -> None:
        if not citizens.remove(ctx.actor.member_id):
            raise CitizenNotFound
        ended[:] = [sessions.end_all(ctx.actor.member_id)]

    in_transaction(work)
    return SignedOutView(ended[0])
