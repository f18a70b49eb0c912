"""By which ways the province lets people in, for the log-in page; says nothing about anybody."""

from __future__ import annotations

import msgspec

from services.identity.engines.in_use import engines
from shared.usecase import Context, Request


class WaysToSignIn(Request):
    pass


class Ways(msgspec.Struct, frozen=True):
    """A password and a code in person are always among them. `provider`: its name; `provider_away`: it did not answer a
    moment ago."""

    passkeys: bool
    codes_sent: bool
    provider: str | None
    provider_away: bool


def ways_to_sign_in(_: WaysToSignIn, __: Context) -> Ways:
    used = engines()
    return Ways(
        passkeys=used.relying_party is not None,
        codes_sent=used.code_sender.sends,
        provider=used.provider.config.name if used.provider else None,
        provider_away=used.provider is not None and used.provider.away,
    )
