"""Finds a mark of secrecy (MẬT, TỐI MẬT, TUYỆT MẬT, TOP SECRET) as it stands on a classified paper.

Law 117/2025/QH15 forbids such texts here. A mark is a line of its own, a word in brackets, the answer to "độ mật:",
the start or end of a line in capitals, or the two-word marks in capitals anywhere. Words of ordinary text ("bí mật",
"bảo mật", "mật ong", "giữ tuyệt mật") are not marks. Typing without tones, in other cases, with spaced letters or
invisible characters, with letters of another script that look the same or with lines through them does not hide a
mark. Does not judge content: a paper whose mark was cut off passes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

# The letters of a mark with all, some or none of their diacritics; "mất" and "mặt" are other words.
_MAT = r"m[ \t]*(?:ậ|â|ạ|a)[ \t]*t"
_TOI = r"t[ \t]*(?:ố|ô|ó|o)[ \t]*i"
_TUYET = r"t[ \t]*u[ \t]*y[ \t]*(?:ệ|ê|ẹ|e)[ \t]*t"
_GAP = r"[\s_.\-–—]*"
_MARK = rf"(?:(?:{_TUYET}|{_TOI}){_GAP})?{_MAT}"
_TWO_WORDS = rf"(?:(?:{_TUYET}|t[ \t]*ố[ \t]*i){_GAP}{_MAT}|{_TOI}{_GAP}m[ \t]*ậ[ \t]*t)"
_DECORATION = r"[\W_]*"
# Not after the first syllable of bí mật, bảo mật, cơ mật.
_ORDINARY = r"(?<!BÍ)(?<!BẢO)(?<!CƠ)"


def _capitals(pattern: str) -> str:
    """The same pattern for capital letters only; its classes (`\\s`) and tabs stay as they are."""
    return re.sub(r"\\.|[a-zà-ỹ]", lambda found: found[0] if found[0][0] == "\\" else found[0].upper(), pattern)


_LOUD = _capitals(_MARK)
_LOUD_TWO_WORDS = _capitals(_TWO_WORDS)

# In these a tab stands for every wider space (see _lines).
_PATTERNS = (
    re.compile(rf"^{_DECORATION}(?:{_MARK}{_DECORATION})+$", re.IGNORECASE),
    re.compile(rf"[\[(<{{【«]\s?{_MARK}\s?[\])>}}】»]", re.IGNORECASE),
    re.compile(rf"\b(?:độ|do)\s(?:mật|mat)\s?[:=\-–—]{_DECORATION}{_MARK}(?!\w)", re.IGNORECASE),
    re.compile(rf"^{_DECORATION}{_LOUD}\s?[:|\t\-–—]"),
    re.compile(rf"(?:[:|]\s?|\s[\-–—]\s?|{_ORDINARY}\t){_LOUD}{_DECORATION}$"),
    re.compile(rf"(?<!\w){_LOUD_TWO_WORDS}(?!\w|\sONG\b)"),
    re.compile(rf"(?<!\w)TOP{_GAP}SECRET(?!\w)"),
    re.compile(rf"^{_DECORATION}top{_GAP}secret{_DECORATION}$", re.IGNORECASE),
)
_APART = re.compile(r"[_\-–—.\s]+")
_ORDINARY_PAIRS = {("BÍ", "MẬT"), ("BẢO", "MẬT"), ("CƠ", "MẬT"), ("MẬT", "ONG"), ("MẬT", "KHẨU"), ("MẬT", "ĐỘ")}
_MARKED_PAIRS = {("tuyệt", "mật"), ("tối", "mật"), ("top", "secret")}
_SPACES = re.compile(r"\s+")
# Letters of other scripts (Cyrillic, Greek, Cherokee, Lisu, small capitals) that are read as one of a mark.
_LOOKALIKES = str.maketrans(
    {
        **{letter: latin for latin, letters in {
            "M": "МΜᎷꓟ", "m": "мᴍ", "A": "АΑᎪꓮ", "a": "аᴀ", "T": "ТΤᎢꓔ", "t": "тᴛ", "O": "ОΟꓳ", "o": "оοᴏ",
            "I": "ІΙᏆꓲ", "i": "іιɪ", "U": "ՍꓴՍ", "u": "ᴜʋ", "Y": "УҮΥꓬ", "y": "уүʏ", "E": "ЕΕᎬꓰ", "e": "еᴇ",
            "S": "ЅᏚꓢ", "s": "ѕꜱ", "C": "СᏟꓚ", "c": "сᴄ", "R": "Ꭱꓣ", "r": "ʀ", "P": "РΡᏢꓑ", "p": "рᴘ",
        }.items() for letter in letters},
        "\u2800": " ",
    }
)  # fmt: skip
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
_TONES = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")


def has_secret_mark(*texts: str) -> bool:
    return any(pattern.search(line) for text in texts for line in _lines(text) for pattern in _PATTERNS)


def is_marked_name(file_name: str) -> bool:
    """A file's name has its own signs between words, and "mat" without tones is there the front of a card ("mặt")."""
    words = _APART.sub(" ", _visible(file_name.rpartition(".")[0] or file_name)).split()
    pairs = set(pairwise(words))
    alone = "MẬT" in words and not _ORDINARY_PAIRS & pairs
    two_words = any((first.lower(), second.lower()) in _MARKED_PAIRS for first, second in pairs)
    return alone or two_words or has_secret_mark(" ".join(words))


def _lines(text: str) -> Iterator[str]:
    """Runs of spaces become one character, which also keeps the patterns' work linear."""
    for line in _visible(text).splitlines():
        yield _SPACES.sub(lambda run: " " if run[0] == " " else "\t", line)


def _visible(text: str) -> str:
    """What a reader sees, in Latin letters."""
    if text.isascii():
        return text
    seen = (letter for letter in unicodedata.normalize("NFKC", text) if _is_seen(letter))
    return unicodedata.normalize("NFC", "".join(seen).translate(_LOOKALIKES))


def _is_seen(letter: str) -> bool:
    """Not the joiners and selectors, nor the strokes that are put over a letter; the Vietnamese tones are."""
    kind = unicodedata.category(letter)
    return kind != "Cf" and letter not in _FILLERS and (kind not in {"Mn", "Me"} or letter in _TONES)
