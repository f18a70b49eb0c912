"""The secrets of one stack, made once and never overwritten: a lost field key is a lost member register.

Owns: passwords.json, the token key pair (EdDSA), the field encryption key ring. All 0600.
"""

import base64
import json
import secrets
from collections.abc import Iterable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from deploy.local.place import Place, write_private


def token_private_key_file(place: Place) -> Path:
    return place.secrets_dir / "token_private.pem"


def token_public_key_file(place: Place) -> Path:
    return place.secrets_dir / "token_public.pem"


def field_keys_file(place: Place) -> Path:
    return place.secrets_dir / "field_keys.json"


def make_keys(place: Place) -> None:
    place.make_folders()
    if not token_private_key_file(place).exists():
        write_private(token_private_key_file(place), _new_private_key())
    if not token_public_key_file(place).exists():
        write_private(token_public_key_file(place), _public_half(token_private_key_file(place)))
    if not field_keys_file(place).exists():
        write_private(field_keys_file(place), json.dumps(_new_key_ring(), indent=2) + "\n")


def passwords(place: Place, names: Iterable[str]) -> dict[str, str]:
    """The password of each name; a name asked for the first time gets one. Hexadecimal: safe in a URI."""
    place.make_folders()
    path = place.secrets_dir / "passwords.json"
    known: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    missing = [name for name in names if name not in known]
    if missing:
        known |= {name: secrets.token_hex(18) for name in missing}
        write_private(path, json.dumps(known, indent=2) + "\n")
    return known


def _new_private_key() -> str:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")


def _public_half(private_key_file: Path) -> str:
    key = load_pem_private_key(private_key_file.read_bytes(), password=None)
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")


def _new_key_ring() -> dict[str, object]:
    return {"active": "k1", "keys": {"k1": _random_key()}, "blind": _random_key()}


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode("ascii")
