"""Passkeys as browsers make and use them (WebAuthn, py_webauthn): options to hand out, answers to check.

Promises: user verification (fingerprint, face, the machine's own code) is demanded both times; whatever is sent, the
answer is checked values or PasskeyNotTaken, PasskeyRefused. Does not: remember challenges, keys or counters.
Attestation is not asked for: which maker's machine a member owns is nobody's business.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url, parse_authentication_credential_json, parse_client_data_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from services.identity.rules.passkey_errors import PasskeyNotTaken, PasskeyRefused
from services.identity.rules.passkeys import Claimed, NewPasskey

TIMEOUT_MS = 120_000
"""An old hand looks for its glasses first."""


@dataclass(frozen=True)
class RelyingParty:
    """Whose passkeys they are: `rp_id` is the domain that stands in the browser's bar, `origins` the addresses."""

    rp_id: str
    origins: tuple[str, ...]
    name: str = "Sổ tay đảng viên"

    def registration(
        self, member_id: str, user_name: str, shown_name: str, challenge: bytes, known: Iterable[str]
    ) -> dict[str, Any]:
        options = generate_registration_options(
            rp_id=self.rp_id,
            rp_name=self.name,
            user_id=member_id.encode(),
            user_name=user_name,
            user_display_name=shown_name,
            challenge=challenge,
            timeout=TIMEOUT_MS,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(key)) for key in known],
        )
        return _plain(options_to_json(options))

    def log_in(self, challenge: bytes) -> dict[str, Any]:
        """Names no key: the machine shows those it has, and nobody learns here who has one."""
        options = generate_authentication_options(
            rp_id=self.rp_id,
            challenge=challenge,
            timeout=TIMEOUT_MS,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return _plain(options_to_json(options))

    def registered(self, answer: str, challenge: str) -> NewPasskey:
        """Raises PasskeyNotTaken."""
        try:
            verified = verify_registration_response(
                credential=answer,
                expected_challenge=base64url_to_bytes(challenge),
                expected_rp_id=self.rp_id,
                expected_origin=list(self.origins),
                require_user_verification=True,
            )
        except Exception as error:  # the parsers of CBOR and keys fail in their own ways
            raise PasskeyNotTaken from error
        return NewPasskey(
            bytes_to_base64url(verified.credential_id),
            verified.credential_public_key,
            verified.sign_count,
            verified.credential_backed_up,
        )

    def counter_of(self, answer: str, challenge: str, public_key: bytes) -> int:
        """The counter that a rightly signed answer tells; whether it goes on is judged elsewhere. Raises
        PasskeyRefused."""
        try:
            return verify_authentication_response(
                credential=answer,
                expected_challenge=base64url_to_bytes(challenge),
                expected_rp_id=self.rp_id,
                expected_origin=list(self.origins),
                credential_public_key=public_key,
                credential_current_sign_count=0,
                require_user_verification=True,
            ).new_sign_count
        except Exception as error:
            raise PasskeyRefused from error


def claimed(answer: str) -> Claimed:
    """Raises PasskeyRefused for what cannot be read."""
    try:
        credential = parse_authentication_credential_json(answer)
        member_id = (credential.response.user_handle or b"").decode("ascii")
        return Claimed(bytes_to_base64url(credential.raw_id), member_id, challenge_in(answer))
    except Exception as error:
        raise PasskeyRefused from error


def challenge_in(answer: str) -> str:
    """Which challenge an answer is to, by its own word; empty for what cannot be read."""
    try:
        client_data = parse_client_data_json(base64url_to_bytes(json.loads(answer)["response"]["clientDataJSON"]))
    except Exception:  # noqa: BLE001  whatever a stranger sends
        return ""
    return bytes_to_base64url(client_data.challenge)


def relying_party(origins: str, rp_id: str) -> RelyingParty | None:
    """From the settings; None where there are no origins. Raises ValueError for what no browser would take."""
    listed = tuple(origin.strip().rstrip("/") for origin in origins.split(",") if origin.strip())
    if not listed:
        return None
    for origin in listed:
        parts = urlsplit(origin)
        if not parts.hostname or parts.scheme not in {"https", "http"} or parts.path:
            raise ValueError(f"SOTAY_PUBLIC_ORIGINS: {origin!r} is no origin such as https://sotay.example")
        if parts.scheme == "http" and parts.hostname != "localhost":
            raise ValueError(f"SOTAY_PUBLIC_ORIGINS: {origin!r} must begin with https://")
    chosen = rp_id or str(urlsplit(listed[0]).hostname)
    if not all(_within(str(urlsplit(origin).hostname), chosen) for origin in listed):
        raise ValueError("SOTAY_PASSKEY_RP_ID must be the domain of all SOTAY_PUBLIC_ORIGINS, or one above it")
    return RelyingParty(chosen, listed)


def challenge_text(challenge: bytes) -> str:
    return bytes_to_base64url(challenge)


def _within(host: str, domain: str) -> bool:
    return host == domain or host.endswith("." + domain)


def _plain(options: str) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(options)
    return plain
