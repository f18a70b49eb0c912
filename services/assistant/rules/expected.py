"""What kind of thing a question asks for: a clause without a number does not answer "bao nhiêu", one without a word of
time not "bao lâu". It may be near, so it is offered; it is not quoted as the answer.

Lenient on purpose: what is asked as "mấy lần" may be answered by "mỗi tháng", what as "khi nào" by "sau khi …".
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["hour", "time", "number"]

_ASKS: dict[Kind, re.Pattern[str]] = {
    "hour": re.compile(r" (?:may gio|gio nao) "),
    "time": re.compile(r" (?:bao lau|bao gio|khi nao|luc nao|ngay nao|(?:ngay|thang|nam) may|may (?:ngay|thang|nam)) "),
    "number": re.compile(r" (?:bao nhieu|may (?:lan|nguoi|phan|phut|buoi|tuoi|dong|diem|buoc|cap)|ty le nao) "),
}
_SAYS: dict[Kind, re.Pattern[str]] = {
    "hour": re.compile(r"\d\s*(?:h|g)\b|\b(?:giờ|phút|sáng|trưa|chiều|tối)\b"),
    "time": re.compile(r"\b(?:ngày|tháng|năm|quý|tuần|giờ|phút|lần|trước|sau|khi|lúc|thời (?:gian|hạn|điểm)|kỳ)\b"),
    "number": re.compile(
        r"\d|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nửa|mỗi|hằng|toàn bộ|tất cả|tối (?:đa|thiểu)|miễn)\b"
    ),
}
_NUMBERING = re.compile(r"^\s*(?:Điều\s+\d+[a-zđ]?|\d{1,3}|[a-zđ])\s*[.):]\s")


def kind_asked_for(line: str) -> Kind | None:
    """`line`: the folded syllables of the question, a space around each."""
    return next((kind for kind, asks in _ASKS.items() if asks.search(line)), None)


def says(kind: Kind, clause: str) -> bool:
    """`clause` as it is written, its own number aside."""
    return bool(_SAYS[kind].search(_NUMBERING.sub("", clause).lower()))
