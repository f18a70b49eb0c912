"""What holds for passkeys beyond the signature, which the engine checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

MOST = 10
CHALLENGE_LIFETIME = timedelta(minutes=5)
CHALLENGE_BYTES = 32


@dataclass(frozen=True)
class NewPasskey:
    """As it came out of a checked registration; `backed_up`: kept in a cloud, so it survives the device."""

    credential_id: str
    public_key: bytes
    sign_count: int
    backed_up: bool


@dataclass(frozen=True)
class Claimed:
    """What an answer says about itself, before anything of it is checked."""

    credential_id: str
    member_id: str
    challenge: str


def counter_goes_on(known: int, told: int) -> bool:
    """A key that counts must count up, else there are two of it. One that is kept in a cloud does not count at all."""
    return told > known or (told == 0 and known == 0)
