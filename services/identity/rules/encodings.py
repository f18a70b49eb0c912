"""The encodings in which Party offices keep Vietnamese text, and which of them a file is most likely in.

UTF-8, UTF-16, Windows-1258 (base letter and combining tone, brought to NFC), TCVN3 (TCVN 5712:1993 VN3, fonts ".Vn…",
"ABC") and VNI for Windows. The last two also lie inside workbooks and UTF-8 texts, as the Latin letters their fonts
paint over. The guess is by what makes Vietnamese syllables, so the same bytes always give the same answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.identity.rules.syllables import is_syllable

SAMPLE = 200_000
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Encoding(StrEnum):
    UTF8 = "utf-8"
    UTF16 = "utf-16"
    TCVN3 = "tcvn3"
    VNI = "vni"
    CP1258 = "windows-1258"


LABELS: Mapping[Encoding, str] = {
    Encoding.UTF8: "Unicode (UTF-8, Excel)",
    Encoding.UTF16: "Unicode (UTF-16)",
    Encoding.TCVN3: "TCVN3 (ABC, phông .Vn…)",
    Encoding.VNI: "VNI Windows",
    Encoding.CP1258: "Windows-1258",
}

_TCVN3_LETTERS = (
    "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ "
    "CBậ CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở "
    "ECỡ EDớ EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ"
)
_TCVN3 = {chr(int(pair[:2], 16)): pair[2:] for pair in _TCVN3_LETTERS.split()}
"""No capital letter has a tone: the capital fonts paint the small letter's code as a capital."""

_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_BREVE = {
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_HAT = {
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
}
_VNI_MARKS: Mapping[str, Mapping[str, str]] = {
    "a": _TONES | _BREVE | _HAT,
    "e": _TONES | _HAT,
    "o": _TONES | _HAT,
    "u": _TONES,
    "y": _TONES,
    "ô": _TONES,
    "ö": _TONES,
}


def _vni() -> dict[str, str]:
    """A mark of either case may follow a capital: people typed both."""
    letters = dict(_VNI_SINGLE) | {small.upper(): written.upper() for small, written in _VNI_SINGLE.items()}
    for base, marks in _VNI_MARKS.items():
        for mark, accents in marks.items():
            written = unicodedata.normalize("NFC", _VNI_SINGLE.get(base, base) + accents)
            letters[base + mark] = letters[base + mark.upper()] = written
            letters[base.upper() + mark] = letters[base.upper() + mark.upper()] = written.upper()
    return letters


_VNI = _vni()
_TABLES: Mapping[Encoding, Mapping[str, str]] = {Encoding.TCVN3: _TCVN3, Encoding.VNI: _VNI}
_PATTERNS = {
    name: re.compile("|".join(re.escape(key) for key in sorted(table, key=len, reverse=True)))
    for name, table in _TABLES.items()
}
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Guess:
    """`score`: of the words with a letter beyond ASCII, the share that are Vietnamese syllables; 1.0 where there is no
    such word."""

    encoding: Encoding
    score: float


def recoded(text: str, encoding: Encoding) -> str:
    """`text` as carried (Latin letters) → as it was meant. Other encodings are only brought to NFC."""
    table = _TABLES.get(encoding)
    if table is not None:
        text = _PATTERNS[encoding].sub(lambda found: table[found[0]], text)
    return unicodedata.normalize("NFC", text)


def decoded(content: bytes, encoding: Encoding) -> str | None:
    """None where the bytes cannot be of that encoding. A byte order mark is no text."""
    try:
        if encoding is Encoding.CP1258:
            return recoded(content.decode("cp1258"), encoding)
        if encoding in _TABLES:
            return recoded(_carrier(content), encoding)
        if encoding is Encoding.UTF16:
            text = content.decode("utf-16" if content[:2] in _UTF16_MARKS else _without_mark(content))
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return recoded(text, encoding)


def guess(content: bytes) -> Guess:
    """Of the file's beginning. Equal scores: the order of `Encoding`."""
    if content[:2] in _UTF16_MARKS or _without_mark(content[:SAMPLE]):
        return Guess(Encoding.UTF16, 1.0)
    sample = _whole_lines(content)
    found = [Guess(name, _score(text)) for name in Encoding if (text := _tried(sample, name)) is not None]
    return max(found, key=lambda each: each.score)


def guess_of_text(text: str) -> Guess:
    """Of the cells of a workbook, whose letters are Unicode but may be those a font paints over."""
    names = (Encoding.UTF8, Encoding.TCVN3, Encoding.VNI)
    return max((Guess(name, _score(recoded(text[:SAMPLE], name))) for name in names), key=lambda each: each.score)


def _tried(sample: bytes, encoding: Encoding) -> str | None:
    return None if encoding is Encoding.UTF16 else decoded(sample, encoding)


def _carrier(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _without_mark(content: bytes) -> str:
    """UTF-16 in Latin letters has a zero in every second byte, mark or none; "" for anything else."""
    zeros = (content[0::2].count(0), content[1::2].count(0))
    most = max(zeros)
    if not most or most * 10 < len(content) or min(zeros) * 10 > most:
        return ""
    return "utf-16-le" if zeros[1] == most else "utf-16-be"


def _whole_lines(content: bytes) -> bytes:
    """Cut after a line, never within a letter of several bytes."""
    if len(content) <= SAMPLE:
        return content
    end = content.rfind(b"\n", 0, SAMPLE)
    return content[: end + 1] if end > 0 else content


def _score(text: str) -> float:
    words = Counter(word for word in _WORD.findall(text) if not word.isascii())
    stray = sum(not char.isascii() and _is_no_text(char) for char in text)
    everything = sum(words.values()) + stray
    if not everything:
        return 1.0
    return sum(count for word, count in words.items() if is_syllable(word)) / everything


def _is_no_text(char: str) -> bool:
    """Signs, controls and small figures, which a wrong table leaves behind."""
    category = unicodedata.category(char)
    return category[0] in "SC" or category == "No"
