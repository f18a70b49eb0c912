"""Sign in with a passkey, without a user name: the device says whose it is and proves it by its signature.

A lock after wrong passwords does not concern it: there is nothing to guess, and whoever locks a member out by guessing
shall not take this way from him as well.
"""

from __future__ import annotations

from services.identity.engines.passkeys import claimed
from services.identity.rules.passkey_errors import PasskeyRefused
from services.identity.store import members, passkeys
from services.identity.store.members import Member
from services.identity.usecases.opening_session import SignedIn, SigningIn, open_session
from services.identity.usecases.using_passkeys import Credential, party
from shared.security import audit
from shared.usecase import Context


class LogInWithPasskey(SigningIn):
    credential: Credential


def log_in_with_passkey(command: LogInWithPasskey, ctx: Context) -> SignedIn:
    """Raises PasskeysOff, PasskeyRefused."""
    made_for = party()
    claim = claimed(command.credential)
    if not passkeys.use_up_challenge(claim.challenge, None, ctx.now):
        raise PasskeyRefused
    passkey = passkeys.get(claim.credential_id)
    if passkey is None or passkey.member_id != claim.member_id:
        raise PasskeyRefused
    told = made_for.counter_of(command.credential, claim.challenge, passkey.public_key)
    member = members.get(passkey.member_id)
    if not passkeys.count_use(passkey, told, ctx.now):
        _tell_of_copy(member, ctx)
        raise PasskeyRefused
    return open_session(member, None, command, ctx.now)


def _tell_of_copy(member: Member, ctx: Context) -> None:
    """Rightly signed, with a counter that was there before: somebody else may have the same key."""
    audit.record(
        "identity.passkey_counter_stood",
        actor=None,
        subject=member.id,
        path=member.cell_path,
        about=[member.id],
        at=ctx.now,
    )
