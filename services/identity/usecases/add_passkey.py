"""Keep the passkey that this device made: from now on it opens the account, beside the password."""

from __future__ import annotations

import msgspec

from services.identity.engines.passkeys import challenge_in
from services.identity.rules.passkey_errors import PasskeyNotTaken, TooManyPasskeys
from services.identity.rules.passkeys import MOST
from services.identity.store import passkeys
from services.identity.usecases.opening_session import check_open
from services.identity.usecases.using_passkeys import Credential, party
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context, Line, Request


class AddPasskey(Request):
    """`name`: how the member calls the device, e.g. "Điện thoại của tôi"."""

    credential: Credential
    name: Line


class PasskeyAdded(msgspec.Struct, frozen=True):
    passkey_id: str


def add_passkey(command: AddPasskey, ctx: Context) -> PasskeyAdded:
    """Raises PasskeysOff, PasskeyNotTaken (also for an answer to another session's challenge, or the second one),
    PasskeyKnown, TooManyPasskeys."""
    session = check_open(ctx.actor.token_id)
    made_for = party()
    challenge = challenge_in(command.credential)
    if not passkeys.use_up_challenge(challenge, session.id, ctx.now):
        raise PasskeyNotTaken
    made = made_for.registered(command.credential, challenge)
    if passkeys.how_many(session.member_id) >= MOST:
        raise TooManyPasskeys

    def work() -> None:
        audit.record(
            "identity.passkey_added",
            actor=ctx.actor,
            subject=session.member_id,
            path=ctx.actor.cell_path,
            about=[session.member_id],
            at=ctx.now,
        )
        passkeys.add(made, session.member_id, command.name, ctx.now)

    in_transaction(work)
    return PasskeyAdded(made.credential_id)
