"""Signed tokens: who is asking, with which roles over which organisations.

Owns: the claims, signing (identity only) and checking (every service) with Ed25519.
Promises: `verify` answers an `Actor` or raises `TokenExpired` or `TokenInvalid`, whatever bytes it is given.
Does not: know whether a member signed out; a token is short-lived, and identity refuses to renew it.
Keys are rotated by putting the new public key beside the old in one PEM file before signing with it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from shared import clock
from shared.ids import new_id
from shared.security import paths
from shared.security.errors import TokenExpired, TokenInvalid

ALGORITHM = "EdDSA"
ISSUER = "identity"
LEEWAY = timedelta(seconds=10)  # clocks of two machines differ by this much at most
MAX_LENGTH = 16_384
_REQUIRED = ["iss", "aud", "sub", "cell", "grants", "jti", "iat", "exp"]
_PEM = re.compile(rb"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----", re.DOTALL)

PublicKeys = Mapping[str, Ed25519PublicKey]


@dataclass(frozen=True, order=True)
class Grant:
    """A role held over an organisation and everything below it."""

    role: str
    path: str


@dataclass(frozen=True)
class Actor:
    """The person behind a request. Every service decides from this alone what is permitted.

    `helper_id`: who does it in that person's stead (law L9), and then only the `deeds` named; None: the person.
    """

    member_id: str
    cell_path: str
    grants: tuple[Grant, ...]
    token_id: str
    expires_at: datetime
    helper_id: str | None = None
    deeds: frozenset[str] = frozenset()


def issue(
    private_key: Ed25519PrivateKey,
    *,
    member_id: str,
    cell_path: str,
    grants: Iterable[Grant],
    audience: str,
    lifetime: timedelta,
    now: datetime | None = None,
    token_id: str | None = None,
    helper_id: str | None = None,
    deeds: Iterable[str] = (),
) -> tuple[str, Actor]:
    """Sign a token; `audience` is the code of the province. Answers it with the actor it stands for. `helper_id` and
    `deeds`: the token is a helper's, see Actor."""
    issued_at = now or clock.now()
    # A token counts whole seconds, and the actor must say the same as the token.
    expires_at = (issued_at + lifetime).replace(microsecond=0)
    held, allowed = tuple(sorted(set(grants))), frozenset(deeds)
    actor = Actor(
        member_id, paths.checked(cell_path), held, token_id or new_id(), expires_at, helper_id, allowed
    )  # fmt: skip
    claims: dict[str, Any] = {
        "iss": ISSUER,
        "aud": audience,
        "sub": member_id,
        "cell": cell_path,
        "grants": [[grant.role, paths.checked(grant.path)] for grant in actor.grants],
        "jti": actor.token_id,
        "iat": int(issued_at.timestamp()),
        "exp": int(expires_at.timestamp()),
    }
    if helper_id is not None:
        claims |= {"act": {"sub": helper_id}, "deeds": sorted(allowed)}  # RFC 8693: the acting party
    headers = {"kid": key_id(private_key.public_key())}
    return jwt.encode(claims, private_key, algorithm=ALGORITHM, headers=headers), actor


def verify(
    token: object, keys: PublicKeys, *, audience: str, now: datetime | None = None, helpers: bool = False
) -> Actor:
    """`helpers`: a helper's token counts as well; only for who then asks for its deeds, as the services' door does."""
    if not isinstance(token, str) or not 0 < len(token) <= MAX_LENGTH:
        raise TokenInvalid
    try:
        key = keys[jwt.get_unverified_header(token)["kid"]]
        claims = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=audience,
            issuer=ISSUER,
            # Times are checked below against the clock that was passed in.
            options={"require": _REQUIRED, "verify_exp": False, "verify_iat": False, "strict_aud": True},
        )
        actor = _actor(claims)
        issued_at = datetime.fromtimestamp(claims["iat"], UTC)
    except (jwt.PyJWTError, LookupError, TypeError, ValueError, OverflowError, OSError, RecursionError) as error:
        raise TokenInvalid from error
    if actor.helper_id is not None and not helpers:
        raise TokenInvalid
    _check_times(actor, issued_at, now or clock.now())
    return actor


def _actor(claims: Mapping[str, Any]) -> Actor:
    grants = tuple(Grant(str(role), path) for role, path in claims["grants"])
    cell_path = claims["cell"]
    if not all(paths.valid(path) for path in (cell_path, *(grant.path for grant in grants))):
        raise ValueError("a path in the token is not a path")
    expires_at = datetime.fromtimestamp(claims["exp"], UTC)
    helper = str(claims["act"]["sub"]) if "act" in claims else None
    deeds = frozenset(str(deed) for deed in claims["deeds"]) if helper is not None else frozenset()
    return Actor(str(claims["sub"]), cell_path, grants, str(claims["jti"]), expires_at, helper, deeds)


def _check_times(actor: Actor, issued_at: datetime, now: datetime) -> None:
    if now - LEEWAY >= actor.expires_at:
        raise TokenExpired
    if issued_at > now + LEEWAY:
        raise TokenInvalid


def key_id(key: Ed25519PublicKey) -> str:
    """Derived from the key itself, so that no configuration has to name it."""
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


def load_public_keys(file: Path) -> dict[str, Ed25519PublicKey]:
    """Every public key in a PEM file, by key id."""
    keys = [load_pem_public_key(pem) for pem in _PEM.findall(file.read_bytes())]
    found = {key_id(key): key for key in keys if isinstance(key, Ed25519PublicKey)}
    if not found or len(found) != len(keys):
        raise ValueError(f"{file.name} must hold Ed25519 public keys in PEM form, and nothing else")
    return found


def load_private_key(file: Path) -> Ed25519PrivateKey:
    key = load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{file.name} must hold an Ed25519 private key in PEM form")  # noqa: TRY004
    return key


def write_new_key_pair(private_file: Path, public_file: Path) -> str:
    """Make a key pair; the public key is added to those already in the file. Answers its key id."""
    private_key = Ed25519PrivateKey.generate()
    private_file.touch(mode=0o600, exist_ok=False)
    private_file.write_bytes(private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public_key = private_key.public_key()
    with public_file.open("ab") as file:
        file.write(public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return key_id(public_key)
