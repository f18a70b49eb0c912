"""The number by which anyone can check a certificate: eleven signs that nobody guesses (55 bits) and one that finds
slips of the hand (Luhn modulo 32). Crockford's alphabet has no I, L, O and U; who types them is understood."""

from __future__ import annotations

import hashlib

from services.content.rules.course_errors import CheckNumberInvalid

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_UNDERSTOOD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_SIGNS = 11


def check_number(seed: str) -> str:
    """Of an id that nobody else knows: `7K3F9QXM2D8P`."""
    number = int.from_bytes(hashlib.sha256(f"certificate/{seed}".encode()).digest()[:8], "big")
    signs = "".join(_ALPHABET[number >> (5 * place) & 31] for place in range(_SIGNS))
    return signs + _check_sign(signs)


def typed(text: str) -> str:
    """As people type it, with or without the dashes. Raises CheckNumberInvalid."""
    number = text.upper().translate(_UNDERSTOOD)
    if len(number) != _SIGNS + 1 or not set(number) <= set(_ALPHABET) or _check_sign(number[:-1]) != number[-1]:
        raise CheckNumberInvalid(details={"number": CheckNumberInvalid.message})
    return number


def _check_sign(signs: str) -> str:
    total = 0
    for place, sign in enumerate(reversed(signs)):
        value = _ALPHABET.index(sign) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return _ALPHABET[-total % 32]
