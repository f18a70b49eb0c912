"""Back from the provider: whose citizen number it vouches for, and who has stood in the register with that number gets
in. No account is made from it, and nothing of what the provider tells is kept.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from services.identity.rules.membership import Status, may_sign_in
from services.identity.rules.provider_errors import NotInRegister, ProviderRefused
from services.identity.rules.provider_log_in import check_claims, citizen_number_in
from services.identity.store import members, provider_log_ins
from services.identity.usecases.begin_provider_log_in import provider
from services.identity.usecases.opening_session import SignedIn, SigningIn, open_session
from shared.usecase import Context

Given = Annotated[str, Meta(min_length=1, max_length=4_000)]


class LogInWithProvider(SigningIn):
    """`issuer`: the provider's own word in the address, where it says it (RFC 9207)."""

    state: Given
    code: Given
    browser_secret: Given
    issuer: Annotated[str, Meta(max_length=500)] | None = None


def log_in_with_provider(command: LogInWithProvider, ctx: Context) -> SignedIn:
    """Raises ProviderOff, ProviderAway, ProviderRefused, NotInRegister."""
    asked = provider()
    begun = provider_log_ins.take(command.state, command.browser_secret, ctx.now)
    if begun is None or command.issuer not in {None, asked.config.issuer}:
        raise ProviderRefused
    claims = asked.claims_of(command.code, begun.verifier)
    check_claims(claims, issuer=asked.config.issuer, client_id=asked.config.client_id, nonce=begun.nonce, now=ctx.now)
    number = citizen_number_in(claims, asked.config.claim)
    member = members.with_citizen(number) if number else None
    if member is None or not may_sign_in(Status(member.status)):
        raise NotInRegister
    return open_session(member, None, command, ctx.now)
