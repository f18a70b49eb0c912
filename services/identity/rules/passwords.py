"""What a password must be: long and not guessable from the account. No classes of characters are demanded,
because they make people write passwords down; the length and the list of worn-out words do the work."""

from __future__ import annotations

import unicodedata

from services.identity.rules.errors import WeakPassword
from services.identity.rules.names import fold

SHORTEST = 10
LONGEST = 128

_WORN_OUT = (
    "1234567890", "0123456789", "9876543210", "qwertyuiop", "password", "matkhau", "dangvien",
    "dangcongsan", "vietnam", "iloveyou", "abcdefghij", "sotaydangvien",
)  # fmt: skip
_LEAST_BESIDE_A_WORN_OUT_WORD = 5


def normalised(password: str) -> str:
    """One form whatever keyboard composed the accents (NFKC); only spaces inside count."""
    return unicodedata.normalize("NFKC", password).strip()


def check_password(password: str, *, username: str, full_name: str) -> None:
    text = normalised(password)
    if len(text) < SHORTEST:
        raise WeakPassword(f"Mật khẩu cần ít nhất {SHORTEST} ký tự.")
    if len(text) > LONGEST:
        raise WeakPassword(f"Mật khẩu dài quá {LONGEST} ký tự.")
    plain = fold(text).replace(" ", "")
    if len(set(plain)) < 4:
        raise WeakPassword("Mật khẩu lặp lại quá ít ký tự.")
    for guessable in (fold(username), fold(full_name).replace(" ", "")):
        if len(guessable) >= 4 and guessable in plain:
            raise WeakPassword("Mật khẩu không được chứa tên đăng nhập hoặc họ tên.")
    for word in _WORN_OUT:
        if word in plain and len(plain) - len(word) < _LEAST_BESIDE_A_WORN_OUT_WORD:
            raise WeakPassword("Mật khẩu này quá phổ biến, dễ bị đoán.")
