"""argon2id, off the event loop: one verification takes tens of milliseconds."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from shared.beside_hub import beside_hub

# OWASP's argon2id setting for servers: twenty threads of the hub's pool at once then need 0.4 GB, and not 1.3 GB.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hash_password(password: str) -> str:
    return beside_hub(lambda: _HASHER.hash(password))


def password_matches(stored: str | None, password: str) -> bool:
    """Takes the same time for an account without a password, or no account at all (`stored` is None)."""
    return beside_hub(lambda: _matches(stored or _nobodys_hash(), password)) and stored is not None


def needs_rehash(stored: str) -> bool:
    """True for a hash made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(stored)


def _matches(stored: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError, UnicodeError):
        return False


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash("mật khẩu không của ai")
