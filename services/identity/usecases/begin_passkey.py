"""Ask this device to make a passkey: options for the browser, with a challenge that only this session may answer."""

from __future__ import annotations

import secrets
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from services.identity.engines.passkeys import challenge_text
from services.identity.rules.passkey_errors import TooManyPasskeys
from services.identity.rules.passkeys import CHALLENGE_BYTES, MOST
from services.identity.store import accounts, members, passkeys
from services.identity.usecases.opening_session import check_open
from services.identity.usecases.proving_oneself import check_proof
from services.identity.usecases.using_passkeys import party
from shared.usecase import Context, Request


class BeginPasskey(Request):
    """`current`: the password, where the log-in is longer ago; see `proof_needed` of `my_passkeys`."""

    current: Annotated[str, Meta(max_length=500)] | None = None


class PasskeyOptions(msgspec.Struct, frozen=True):
    """For `navigator.credentials`, in the JSON form of the standard."""

    options: dict[str, Any]


def begin_passkey(command: BeginPasskey, ctx: Context) -> PasskeyOptions:
    """Raises PasskeysOff, CodeNeeded, WrongCurrentPassword, LoginLocked, TooManyPasskeys."""
    session = check_open(ctx.actor.token_id)
    made_for = party()
    check_proof(session, command.current, ctx.now)
    known = [passkey.id for passkey in passkeys.of_member(session.member_id)]
    if len(known) >= MOST:
        raise TooManyPasskeys
    member = members.get(session.member_id)
    account = accounts.of_member(member.id)
    challenge = secrets.token_bytes(CHALLENGE_BYTES)
    passkeys.keep_challenge(challenge_text(challenge), session.id, ctx.now)
    shown = account.username if account else member.full_name
    return PasskeyOptions(made_for.registration(member.id, shown, member.full_name, challenge, known))
