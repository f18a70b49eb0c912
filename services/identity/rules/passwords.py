"""What a password must fulfil: long, and not guessable from the account, from what Vietnamese people choose, or from
what stands about its owner in the record. No classes of characters are demanded, because they make people write
passwords down.

Judged by the fewest tries a guesser needs (zxcvbn, in plain letters): diacritics help against no list that was made
for Viet Nam. Costs some milliseconds, up to some hundred for a long one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from zxcvbn import matching, scoring

from services.identity.rules import worn_out_words
from services.identity.rules.errors import WeakPassword
from services.identity.rules.names import fold

SHORTEST = 10
LONGEST = 128
FEWEST_GUESSES = 10**8
"""Behind a lock after five failures this is for ever; it is meant for a copied table of argon2id hashes."""

_LONGEST_JUDGED = 48
_SHORTEST_PERSONAL = 4
_NO_DIGIT = re.compile(r"\D")
_NO_LETTER = re.compile(r"[^a-z]")
_SOMEBODY = re.compile(rf"(?:{'|'.join(worn_out_words.NAMES)}){{2,4}}")


@dataclass(frozen=True, kw_only=True)
class Owner:
    """What others know of somebody who chooses a password; `numbers`: card, record, citizen number, telephone."""

    username: str
    full_name: str
    birth_date: date | None = None
    numbers: tuple[str, ...] = ()


def normalised(password: str) -> str:
    """One form whatever keyboard composed the accents (NFKC); only spaces inside count."""
    return unicodedata.normalize("NFKC", password).strip()


def spellings(password: str) -> frozenset[str]:
    """As it was typed, and as a list of leaked passwords may hold it."""
    text = normalised(password)
    plain = fold(text)
    return frozenset({text, text.lower(), plain, plain.replace(" ", "")})


def check_password(password: str, owner: Owner) -> None:
    text = normalised(password)
    if len(text) < SHORTEST:
        raise WeakPassword(f"Mật khẩu cần ít nhất {SHORTEST} ký tự.")
    if len(text) > LONGEST:
        raise WeakPassword(f"Mật khẩu dài quá {LONGEST} ký tự.")
    plain = fold(text).replace(" ", "")
    if len(set(plain)) < 4:
        raise WeakPassword("Mật khẩu lặp lại quá ít ký tự.")
    _refuse_personal(plain, owner)
    _refuse_guessable(plain, owner)


def _refuse_personal(plain: str, owner: Owner) -> None:
    words = fold(owner.full_name).split()
    for guessable in (fold(owner.username), "".join(words), "".join(words[-2:])):
        if len(guessable) >= _SHORTEST_PERSONAL and guessable in plain:
            raise WeakPassword("Mật khẩu không được chứa tên đăng nhập hoặc họ tên.")
    digits = _NO_DIGIT.sub("", plain)
    if any(number in digits for number in map(_digits_of, owner.numbers) if len(number) >= _SHORTEST_PERSONAL):
        raise WeakPassword("Mật khẩu không được chứa số điện thoại, số thẻ hay số giấy tờ của đồng chí.")
    if owner.birth_date and any(written in digits for written in _ways_to_write(owner.birth_date)):
        raise WeakPassword("Mật khẩu không được chứa ngày sinh của đồng chí: nhiều người biết ngày này.")


def _digits_of(number: str) -> str:
    """A telephone is known without its leading zero, too."""
    return _NO_DIGIT.sub("", number).lstrip("0")


def _ways_to_write(day: date) -> set[str]:
    return {
        f"{day:%d%m%Y}",
        f"{day:%d%m%y}",
        f"{day:%Y%m%d}",
        f"{day.day}{day.month}{day.year}",
    }


def _refuse_guessable(plain: str, owner: Owner) -> None:
    if _SOMEBODY.fullmatch(_NO_LETTER.sub("", plain)):
        raise WeakPassword("Mật khẩu chỉ gồm tên người và con số, dễ bị đoán.")
    personal = [owner.username.lower(), *fold(owner.full_name).split()]
    dictionaries = _dictionaries() | {"personal": matching.build_ranked_dict(personal)}
    judged = plain[:_LONGEST_JUDGED]
    found = scoring.most_guessable_match_sequence(judged, matching.omnimatch(judged, dictionaries))
    if found["guesses"] < FEWEST_GUESSES:
        raise WeakPassword(_why(found["sequence"]))


@cache
def _dictionaries() -> dict[str, Any]:
    """Not the library's own call: it keeps the last caller's words in a place that all threads share."""
    return dict(matching.RANKED_DICTIONARIES) | {"vietnamese": worn_out_words.ranked()}


def _why(sequence: list[dict[str, Any]]) -> str:
    """By the piece that covers most of it."""
    piece = max(sequence, key=lambda item: len(item["token"]))
    match piece["pattern"]:
        case "dictionary" if piece["dictionary_name"] == "personal":
            return "Mật khẩu dựa trên tên của đồng chí, dễ bị đoán."
        case "dictionary":
            return f"Mật khẩu dựa trên “{piece['token']}”, từ có trong danh sách mật khẩu nhiều người dùng."
        case "date":
            return "Mật khẩu dựa trên một ngày tháng, dễ bị đoán."
        case "sequence" | "spatial" | "repeat":
            return f"“{piece['token']}” là dãy phím hoặc chữ, số đi liền nhau, dễ bị đoán."
        case _:
            return "Mật khẩu này quá phổ biến, dễ bị đoán."
