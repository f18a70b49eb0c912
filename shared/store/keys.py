"""The key ring of the encrypted fields: AES-256-GCM keys by id, one of them active, and a key for blind
indexes.

Promises: what was written under any key of the ring can be read; what was tampered with, or written for
another service, collection or field, can not, and says so. The file: {"active": id, "keys": {id: base64},
"blind": base64}.
Does not: hide the length of a text, nor that two records share a blind index.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from bson.binary import USER_DEFINED_SUBTYPE, Binary
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION = 1
_NONCE_BYTES = 12
_IGNORED_IN_LOOKUPS = str.maketrans("", "", " .-\t\n\u00a0")


class FieldUnreadable(Exception):
    """A stored value cannot be decrypted: its key is not in the ring, or it is not what was written there."""


class KeyRing:
    """The keys of one service."""

    def __init__(self, service: str, active: str, keys: Mapping[str, bytes], blind: bytes) -> None:
        if active not in keys:
            raise ValueError("the active key is not in the key ring")
        if len(blind) < 32 or any(len(key) != 32 for key in keys.values()):
            raise ValueError("every key of the key ring must have 32 bytes")
        if any(not key_id.isascii() or not 0 < len(key_id) < 64 for key_id in keys):
            raise ValueError("key ids are short ASCII words")
        self.service = service
        self.active = active
        self._ciphers = {key_id: AESGCM(key) for key_id, key in keys.items()}
        self._blind = blind

    @classmethod
    def load(cls, file: Path, service: str) -> KeyRing:
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
            keys = {str(key_id): base64.b64decode(key) for key_id, key in content["keys"].items()}
            return cls(service, content["active"], keys, base64.b64decode(content["blind"]))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            # Never the content: it is key material.
            raise ValueError(f"{file.name} is not a key ring ({type(error).__name__})") from None

    def encrypt(self, plain: bytes, place: str) -> Binary:
        """version, length of key id, key id, nonce, ciphertext with tag; bound to its place."""
        key_id = self.active.encode("ascii")
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._ciphers[self.active].encrypt(nonce, plain, self._bound_to(place))
        return Binary(bytes([_VERSION, len(key_id)]) + key_id + nonce + sealed, USER_DEFINED_SUBTYPE)

    def decrypt(self, stored: bytes, place: str) -> bytes:
        key_id = key_id_of(stored)
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise FieldUnreadable(f"{place} was written under key {key_id!r}, which is not in the key ring")
        body = stored[2 + len(key_id) :]
        try:
            return cipher.decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], self._bound_to(place))
        except (InvalidTag, ValueError):
            raise FieldUnreadable(f"{place} is not what was written there under key {key_id!r}") from None

    def blind(self, text: str, purpose: str) -> str:
        message = f"{self.service}\x00{purpose}\x00{normalised(text)}".encode()
        return hmac.new(self._blind, message, hashlib.sha256).hexdigest()

    def _bound_to(self, place: str) -> bytes:
        return f"{self.service}/{place}".encode()


def key_id_of(stored: bytes) -> str:
    if len(stored) < 2 or stored[0] != _VERSION or len(stored) < 2 + stored[1] + _NONCE_BYTES:
        raise FieldUnreadable("the stored value is not an encrypted field")
    try:
        return stored[2 : 2 + stored[1]].decode("ascii")
    except UnicodeDecodeError:
        raise FieldUnreadable("the stored value is not an encrypted field") from None


def normalised(text: str) -> str:
    """One form for "0912 345 678" and "0912.345.678", and for both ways to write a Vietnamese letter."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_IGNORED_IN_LOOKUPS)


def new_key_ring(key_id: str) -> str:
    """The text of a fresh key ring file."""

    def key() -> str:
        return base64.b64encode(os.urandom(32)).decode("ascii")

    return json.dumps({"active": key_id, "keys": {key_id: key()}, "blind": key()}, indent=2)


def with_new_key(ring: str, key_id: str) -> str:
    """The key ring file with one more key, now the active one; old ones stay until all is re-encrypted."""
    content = json.loads(ring)
    if key_id in content["keys"]:
        raise ValueError(f"the key ring already has a key {key_id!r}")
    content["keys"][key_id] = base64.b64encode(os.urandom(32)).decode("ascii")
    content["active"] = key_id
    return json.dumps(content, indent=2)


class _Process:
    """The key ring in use: fields are declared on classes, long before a process knows its keys."""

    ring: KeyRing | None = None


def use_keys(ring: KeyRing | None) -> None:
    _Process.ring = ring


def keys() -> KeyRing:
    if _Process.ring is None:
        raise FieldUnreadable("no key ring is in use; call use_keys() at the start of the process")
    return _Process.ring
