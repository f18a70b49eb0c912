"""What must hold of an ID token before its word is taken (OpenID Connect Core 3.1.3.7); the signature is checked
before."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from services.identity.rules.errors import FieldProblem
from services.identity.rules.numbers import citizen_number
from services.identity.rules.provider_errors import ProviderRefused

LIFETIME = timedelta(minutes=10)
"""From the tap on the button until the member is back."""
LEEWAY = timedelta(seconds=60)
OLDEST = timedelta(minutes=15)


def check_claims(claims: Mapping[str, Any], *, issuer: str, client_id: str, nonce: str, now: datetime) -> None:
    """Raises ProviderRefused."""
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    told_nonce = claims.get("nonce")
    holds = (
        claims.get("iss") == issuer,
        client_id in audiences,
        claims.get("azp", client_id) == client_id,
        len(audiences) == 1 or "azp" in claims,
        isinstance(told_nonce, str) and hmac.compare_digest(told_nonce.encode(), nonce.encode()),
        isinstance(claims.get("sub"), str) and claims["sub"] != "",
        _in_time(claims.get("exp"), claims.get("iat"), now),
    )
    if not all(holds):
        raise ProviderRefused


def citizen_number_in(claims: Mapping[str, Any], name: str) -> str | None:
    """None where the provider does not tell it, or tells something else."""
    value = claims.get(name)
    try:
        return citizen_number(value) if isinstance(value, str) else None
    except FieldProblem:
        return None


def _in_time(expires: object, issued: object, now: datetime) -> bool:
    try:
        expires_at, issued_at = (datetime.fromtimestamp(float(str(value)), UTC) for value in (expires, issued))
    except (ValueError, OverflowError, OSError):
        return False
    return expires_at > now - LEEWAY and now - OLDEST - LEEWAY <= issued_at <= now + LEEWAY
