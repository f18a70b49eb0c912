"""By which ways the province lets people in, for the log-in page; says nothing about anybody."""

from __future__ import annotations

import msgspec

from services.identity.engines.in_use import engines
from shared.usecase import Context, Request


class WaysToSignIn(Request):
    pass


class Ways(msgspec.Struct, frozen=True):
    """A password and a code in person are always among them."""

    passkeys: bool
    codes_sent: bool


def ways_to_sign_in(_: WaysToSignIn, __: Context) -> Ways:
    return Ways(engines().relying_party is not None, engines().code_sender.sends)
