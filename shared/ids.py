"""The only id generator.

Ids are uuid7 strings: unique without coordination and roughly in time order, so that indexes stay compact.
Roughly: nothing may rely on "id greater than the last one" to find what is new.
"""

from __future__ import annotations

import uuid

import uuid_utils

_NAMESPACE = uuid.UUID("6f6b2b6e-4d2f-5b86-9a55-0d9a3f7f5c11")


def new_id() -> str:
    return str(uuid_utils.uuid7())


def derive_id(*parts: str) -> str:
    """The same id for the same parts, so that a repeated command or event meets the document it already made."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))
