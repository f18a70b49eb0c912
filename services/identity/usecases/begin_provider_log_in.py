"""Begin a log-in through the province's provider (VNeID): where the browser goes, and what it must bring back."""

from __future__ import annotations

import secrets

import msgspec

from services.identity.engines.in_use import engines
from services.identity.engines.oidc import Provider
from services.identity.rules.provider_errors import ProviderOff
from services.identity.store import provider_log_ins
from shared.usecase import Context, Request


class BeginProviderLogIn(Request):
    pass


class ProviderLogInBegun(msgspec.Struct, frozen=True):
    """`browser_secret`: for this browser alone, to be shown when it comes back."""

    address: str
    browser_secret: str
    provider_name: str


def begin_provider_log_in(_: BeginProviderLogIn, ctx: Context) -> ProviderLogInBegun:
    """Raises ProviderOff, ProviderAway."""
    asked = provider()
    state, nonce, browser_secret = (secrets.token_urlsafe(32) for _ in range(3))
    verifier = secrets.token_urlsafe(48)
    address = asked.address(state=state, nonce=nonce, verifier=verifier)
    provider_log_ins.begin(state, browser_secret, nonce, verifier, ctx.now)
    return ProviderLogInBegun(address, browser_secret, asked.config.name)


def provider() -> Provider:
    """Raises ProviderOff where the province named none."""
    found = engines().provider
    if found is None:
        raise ProviderOff
    return found
