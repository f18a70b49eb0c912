"""Which keys may carry something about a person, so that logs and the audit trail hold ids only (law L2).

Owns the one list. Matching errs on the side of hiding: a masked harmless value costs a look, a leaked one
does harm.
"""

from __future__ import annotations

import re
from typing import Any

MASK = "[masked]"

_WHOLE_KEYS = frozenset(
    {
        "name", "full_name", "fullname", "first_name", "last_name", "username", "user_name", "member_name",
        "display_name", "dob", "cccd", "cmnd", "otp", "pin", "code", "login_code", "answer", "question",
        "opinion", "choice", "ballot", "comment", "body", "text", "content", "reason", "title",
        "payload", "args", "kwargs",
    }
)  # fmt: skip
_PARTS = (
    "password", "passwd", "secret", "token", "authorization", "cookie", "phone", "mobile", "email", "address",
    "card", "birth", "identity_number", "national_id", "passport", "face", "hometown", "signature",
    "private_key",
)  # fmt: skip
# Vietnamese phone numbers start with 0 or +84, citizen identity numbers are 12 digits that start with 0.
_NUMBER = re.compile(r"(?<![\w.-])(?:\+84|0)\d{8,11}(?![\w-])")
_URI_PASSWORD = re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)")


def is_personal(key: str) -> bool:
    """True where a value under this key must not be written; an id (`card_id`) is not the thing itself."""
    folded = key.lower().replace("-", "_")
    if folded.endswith(("_id", "_ids")) and folded != "national_id":
        return False
    return folded in _WHOLE_KEYS or any(part in folded for part in _PARTS)


def scrub(value: Any, depth: int = 0) -> Any:
    """The value with personal keys masked at every depth, and phone or identity numbers cut out of text."""
    if depth > 6:
        return MASK
    if isinstance(value, str):
        return _URI_PASSWORD.sub(MASK, _NUMBER.sub(MASK, value))
    if isinstance(value, dict):
        return {str(k): MASK if is_personal(str(k)) else scrub(v, depth + 1) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [scrub(item, depth + 1) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return scrub(str(value), depth + 1)
