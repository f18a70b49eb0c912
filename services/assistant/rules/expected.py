"""What kind of thing a question asks for: a clause without a number does not answer "bao nhiêu", one without a word of
time not "bao lâu". It may be near, so it is offered; it is not quoted as the answer.

Lenient on purpose: what is asked as "mấy lần" may be answered by "mỗi tháng", what as "khi nào" by "sau khi …".

Who asks for rights, duties or conditions ("Đảng viên có quyền gì?") asks for all of them: a clause that enumerates
answers, or one whose subject is the one asked about. One right of one case ("Đảng viên bị xóa tên có quyền …") is not.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from shared.vietnamese.folding import syllables

Kind = Literal["hour", "time", "number", "list"]

# What there are several of by nature, folded.
_SEVERAL = (
    "quyen(?: (?:loi|han))?|nghia vu|nhiem vu|trach nhiem|chuc nang|dieu kien|tieu chuan|tieu chi|nguyen tac|yeu cau|"
    "bon phan|tham quyen"
)
_ASKS: dict[Kind, re.Pattern[str]] = {
    "hour": re.compile(r" (?:may gio|gio nao) "),
    "time": re.compile(r" (?:bao lau|bao gio|khi nao|luc nao|ngay nao|(?:ngay|thang|nam) may|may (?:ngay|thang|nam)) "),
    "number": re.compile(r" (?:bao nhieu|may (?:lan|nguoi|phan|phut|buoi|tuoi|dong|diem|buoc|cap)|ty le nao) "),
    "list": re.compile(
        rf" (?:(?:co|nhung|cac) )*(?:{_SEVERAL})(?: va (?:{_SEVERAL}))?(?: (?:gi|nao) | (?:[a-z0-9]+ ){{0,12}}"
        rf"(?:(?:la|gom|co)(?: nhung)? (?:gi|nao)|the nao|ra sao) )"
        rf"|^ (?:(?:nhung|cac|neu|ke) )*(?:{_SEVERAL}) (?:va (?:{_SEVERAL}) )?(?:cua|doi voi) "
    ),
}
_SAYS: dict[Kind, re.Pattern[str]] = {
    "hour": re.compile(r"\d\s*(?:h|g)\b|\b(?:giờ|phút|sáng|trưa|chiều|tối)\b"),
    "time": re.compile(r"\b(?:ngày|tháng|năm|quý|tuần|giờ|phút|lần|trước|sau|khi|lúc|thời (?:gian|hạn|điểm)|kỳ)\b"),
    "number": re.compile(
        r"\d|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nửa|mỗi|hằng|toàn bộ|tất cả|tối (?:đa|thiểu)|miễn)\b"
    ),
}
_ENUMERATES = re.compile(
    r"\b(?:gồm|bao gồm|sau đây|như sau|dưới đây)\b|:\s*\n|\n\s*(?:[a-zđ]\)|[-–•+*]|\d{1,2}[.)])\s|;[^;]+;",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;:!?\n]\s")
_NOUN = re.compile(rf" (?:{_SEVERAL}) ")
# Between who and what: "Đảng viên có quyền …", "… là điều kiện …".
_BETWEEN = frozenset(["co", "cac", "nhung", "moi", "la", "duoc", "phai", "thi", "va", "ve", "cua", "dieu", "khoan"])
_NUMBERING = re.compile(r"^\s*(?:Điều\s+\d+[a-zđ]?|\d{1,3}|[a-zđ])\s*[.):]\s")


def kind_asked_for(line: str) -> Kind | None:
    """`line`: the folded syllables of the question, a space around each."""
    return next((kind for kind, asks in _ASKS.items() if asks.search(line)), None)


def says(kind: Kind, clause: str, asked: Collection[str] = ()) -> bool:
    """`clause` as it is written, its own number aside; `asked`: the folded syllables of the question."""
    words = _NUMBERING.sub("", clause)
    if kind == "list":
        return bool(_ENUMERATES.search(words)) or _of_that_subject(words, asked)
    return bool(_SAYS[kind].search(words.lower()))


def _of_that_subject(clause: str, asked: Collection[str]) -> bool:
    """Nothing stands before the right, duty or condition but what was asked about."""
    for sentence in _SENTENCE.split(clause):
        line = f" {' '.join(syllables(sentence))} "
        noun = _NOUN.search(line)
        if noun:
            before = line[: noun.start()].split()
            return all(word in asked or word in _BETWEEN for word in before)
    return False
