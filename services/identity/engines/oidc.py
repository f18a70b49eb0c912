"""Another server that knows who somebody is (OpenID Connect): authorization code, PKCE, ID token.

Promises: every answer of `claims_of` is signed by a key that the provider itself publishes, in an algorithm we allow;
what time, audience and nonce mean is rules/provider_log_in.py. Discovery and keys are kept for an hour; a key nobody
knows is asked for again, once a minute. Under eventlet the sockets are green ones: a slow provider holds up nobody else
(test_a_slow_provider_holds_up_nobody). Does not: keep tokens, or use them for anything but this one log-in.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
import requests

from services.identity.rules.provider_errors import ProviderAway, ProviderRefused
from shared.observability import log

SECONDS = 2.0
KEPT = timedelta(hours=1)
FRESH = timedelta(minutes=1)
"""Before a member is sent to a provider, it has answered within this time."""
KEYS_AGAIN = timedelta(minutes=1)
LEFT_ALONE = timedelta(seconds=30)
LARGEST = 500_000
SIGNATURES = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"})
"""None that is made with a shared secret: then whoever knows ours could make a token."""


@dataclass(frozen=True, kw_only=True)
class ProviderConfig:
    """`claim`: which claim carries the citizen number; `name`: as it stands on the button."""

    name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: str
    claim: str
    algorithms: tuple[str, ...]
    redirect_uri: str


class Provider:
    def __init__(self, config: ProviderConfig, clock: Callable[[], datetime]) -> None:
        """Raises ValueError for settings that cannot be right."""
        _check(config)
        self.config = config
        self._clock = clock
        self._known: dict[str, Any] = {}
        self._known_at: datetime | None = None
        self._keys: dict[str | None, Any] = {}
        self._keys_at: datetime | None = None
        self._away_until: datetime | None = None

    @property
    def away(self) -> bool:
        """It did not answer a moment ago; nobody needs to try."""
        return self._away_until is not None and self._clock() < self._away_until

    def address(self, *, state: str, nonce: str, verifier: str) -> str:
        """Where the member's browser goes. Raises ProviderAway."""
        query = {
            "response_type": "code",
            "client_id": self.config.client_id,
            "redirect_uri": self.config.redirect_uri,
            "scope": self.config.scopes,
            "state": state,
            "nonce": nonce,
            "code_challenge": code_challenge(verifier),
            "code_challenge_method": "S256",
        }
        endpoint = self._discovered(FRESH)["authorization_endpoint"]
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}"

    def claims_of(self, code: str, verifier: str) -> dict[str, Any]:
        """What the ID token says that the code is exchanged for, and the user's own page where that tells more.
        Raises ProviderRefused, ProviderAway."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.config.redirect_uri,
            "code_verifier": verifier,
        }
        tokens = self._asked("POST", self._discovered()["token_endpoint"], **self._signed(form))
        claims = self._verified(tokens.get("id_token"))
        if self.config.claim not in claims and "userinfo_endpoint" in self._discovered():
            headers = {"Authorization": f"Bearer {tokens.get('access_token', '')}"}
            more = self._asked("GET", self._discovered()["userinfo_endpoint"], headers=headers)
            if more.get("sub") != claims.get("sub"):
                raise ProviderRefused
            claims = more | claims
        return claims

    def _signed(self, form: Mapping[str, str]) -> dict[str, Any]:
        """In the way the provider takes our secret; basic is the standard's own choice."""
        us, secret = self.config.client_id, self.config.client_secret
        taken = self._discovered().get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if "client_secret_basic" in taken:
            return {"data": form, "auth": (us, secret)}
        return {"data": {**form, "client_id": us, "client_secret": secret}}

    def _verified(self, id_token: object) -> dict[str, Any]:
        try:
            header = jwt.get_unverified_header(str(id_token))
            key = self._key(header.get("kid"))
            claims: dict[str, Any] = jwt.decode(
                str(id_token),
                key,
                algorithms=[*self.config.algorithms],
                # Audience, issuer and times are rules of ours, with our clock.
                options={"verify_aud": False, "verify_iss": False, "verify_exp": False, "verify_iat": False},
            )
        except (jwt.PyJWTError, TypeError, ValueError, LookupError) as error:
            log.warning("provider_token_refused", error=type(error).__name__)
            raise ProviderRefused from error
        return claims

    def _key(self, key_id: str | None) -> Any:
        """The one named, or the only one where none is. Raises LookupError for a key that is not published."""
        now = self._clock()
        waited = now - self._keys_at if self._keys_at else KEPT
        named = key_id is not None
        if waited >= KEPT or (named and key_id not in self._keys and waited >= KEYS_AGAIN):
            published = self._asked("GET", self._discovered()["jwks_uri"])
            self._keys = {key.key_id: key for key in jwt.PyJWKSet.from_dict(published).keys}
            self._keys_at = now
        return self._keys[key_id if named or len(self._keys) != 1 else next(iter(self._keys))]

    def _discovered(self, kept: timedelta = KEPT) -> dict[str, Any]:
        now = self._clock()
        if self._known_at is None or now - self._known_at > kept:
            page = self.config.issuer.rstrip("/") + "/.well-known/openid-configuration"
            told = self._asked("GET", page)
            needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            if told.get("issuer") != self.config.issuer or not all(_safe(told.get(name)) for name in needed):
                log.error("provider_misconfigured")
                raise ProviderAway
            self._known, self._known_at = told, now
        return self._known

    def _asked(self, method: str, address: str, **options: Any) -> dict[str, Any]:
        """Raises ProviderAway where it fails, ProviderRefused where it refuses."""
        if self.away:
            raise ProviderAway
        try:
            answer = requests.request(method, address, timeout=SECONDS, allow_redirects=False, stream=True, **options)
            with answer:
                body = answer.raw.read(LARGEST, decode_content=True)
            self._away_until = None
            if 400 <= answer.status_code < 500:
                log.warning("provider_refused", status=answer.status_code)
                raise ProviderRefused
            return _object(answer.status_code, body)
        except (requests.RequestException, OSError, ValueError) as error:
            log.warning("provider_away", error=type(error).__name__)
            self._away_until = self._clock() + LEFT_ALONE
            raise ProviderAway from error


def code_challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def _object(status: int, body: bytes) -> dict[str, Any]:
    found = json.loads(body) if status == 200 else None
    if not isinstance(found, dict):
        raise requests.RequestException("no object")
    return found


def _check(config: ProviderConfig) -> None:
    if not _safe(config.issuer):
        raise ValueError("SOTAY_OIDC_ISSUER must begin with https:// (http:// on localhost only)")
    if not config.client_id or "openid" not in config.scopes.split():
        raise ValueError("SOTAY_OIDC_CLIENT_ID is missing, or SOTAY_OIDC_SCOPES lacks openid")
    if not config.algorithms or not set(config.algorithms) <= SIGNATURES:
        raise ValueError(f"SOTAY_OIDC_ALGORITHMS may name {', '.join(sorted(SIGNATURES))} only")


def _safe(address: object) -> bool:
    """Not readable on the way; a provider on this very machine is for trying out."""
    parts = urlsplit(str(address or ""))
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1"})
