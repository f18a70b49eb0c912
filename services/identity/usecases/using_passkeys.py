"""What all commands about passkeys share."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from services.identity.engines.in_use import engines
from services.identity.engines.passkeys import RelyingParty
from services.identity.rules.passkey_errors import PasskeysOff

Credential = Annotated[str, Meta(min_length=1, max_length=30_000)]
"""What `navigator.credentials` answered, as JSON."""


def party() -> RelyingParty:
    """Raises PasskeysOff where the province named no address."""
    found = engines().relying_party
    if found is None:
        raise PasskeysOff
    return found
