"""mongoengine fields whose values lie encrypted in the database, and blind indexes for exact look-ups (law
L2).

Promises: plain text in the program, ciphertext in the store, decrypted when a document is loaded. Each
value is bound to `<service>/<collection or class>.<field>`, so renaming one of these needs a migration;
pass `place` to keep the old name. Does not: allow queries on an encrypted field; keep a blind index beside
it.
"""

from __future__ import annotations

from typing import Any

from bson.binary import USER_DEFINED_SUBTYPE, Binary
from mongoengine.base import BaseField
from mongoengine.errors import InvalidQueryError

from shared.store.keys import keys

_ASSIGNMENTS = frozenset({"set", "set_on_insert"})


def blind_index(text: str, purpose: str = "") -> str:
    """The value to store and search for: equal texts give equal indexes, and nothing can be read out of one.

    `purpose` ("phone") keeps equal values in two fields from being linked.
    """
    return keys().blind(text, purpose)


class _EncryptedField(BaseField):
    plain: type[Any]

    def __init__(self, *, place: str | None = None, max_length: int | None = None, **options: Any) -> None:
        self._place = place
        self.max_length = max_length
        super().__init__(**options)

    @property
    def place(self) -> str:
        if self._place is None:
            owner = self.owner_document
            # Embedded documents have no collection of their own.
            holder = owner._meta.get("collection") or owner._class_name
            return f"{holder}.{self.name}"
        return self._place

    def to_mongo(self, value: Any) -> Binary | None:
        if value is None or is_encrypted(value):
            return value  # type: ignore[no-any-return]
        return keys().encrypt(self.encode(value), self.place)

    def to_python(self, value: Any) -> Any:
        return self.decode(keys().decrypt(value, self.place)) if is_encrypted(value) else value

    def validate(self, value: Any, clean: bool = True) -> None:  # noqa: ARG002 - mongoengine's signature
        # The messages never repeat the value.
        if not isinstance(value, self.plain) or is_encrypted(value):
            self.error(f"expected {self.plain.__name__}")
        if self.max_length is not None and len(value) > self.max_length:
            self.error(f"longer than {self.max_length}")

    def prepare_query_value(self, op: str | None, value: Any) -> Any:
        if op in _ASSIGNMENTS:
            self.validate(value)
            return self.to_mongo(value)
        raise InvalidQueryError(f"{self.name} is encrypted: search by its blind index")

    def encode(self, value: Any) -> bytes:
        raise NotImplementedError

    def decode(self, value: bytes) -> Any:
        raise NotImplementedError


class EncryptedText(_EncryptedField):
    plain = str

    def encode(self, value: str) -> bytes:
        return value.encode("utf-8")

    def decode(self, value: bytes) -> str:
        return value.decode("utf-8")


class EncryptedBytes(_EncryptedField):
    plain = bytes

    def encode(self, value: bytes) -> bytes:
        return value

    def decode(self, value: bytes) -> bytes:
        return value


def is_encrypted(value: Any) -> bool:
    return isinstance(value, Binary) and value.subtype == USER_DEFINED_SUBTYPE
