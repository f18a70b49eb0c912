"""Somebody unknown wants in by a passkey: a challenge that names nobody, good for one answer."""

from __future__ import annotations

import secrets

from services.identity.engines.passkeys import challenge_text
from services.identity.rules.passkeys import CHALLENGE_BYTES
from services.identity.store import passkeys
from services.identity.usecases.begin_passkey import PasskeyOptions
from services.identity.usecases.using_passkeys import party
from shared.usecase import Context, Request


class BeginPasskeyLogIn(Request):
    pass


def begin_passkey_log_in(_: BeginPasskeyLogIn, ctx: Context) -> PasskeyOptions:
    made_for = party()
    challenge = secrets.token_bytes(CHALLENGE_BYTES)
    passkeys.keep_challenge(challenge_text(challenge), None, ctx.now)
    return PasskeyOptions(made_for.log_in(challenge))
