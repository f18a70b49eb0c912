"""Somebody named by title and first name alone, "ông Hùng", "đồng chí Lan": told from other words by its capital.

Without marks and capitals such a name is an ordinary word ("ong hung"); then only the phrases of the policy tell it.
Offices ("đồng chí Bí thư"), places ("Bà Rịa", "xã Anh Sơn") and Bác Hồ are nobody who is asked about.
"""

from __future__ import annotations

import re
import unicodedata

from shared.vietnamese.folding import without_diacritics

_TITLE = re.compile(
    r"(?<!\w)(?:đồng chí|đ/c|d/c|dong chi|ông|bà|anh|chị|cô|chú|bác|thầy)\s+(?=[^\W\d_]{2})", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
# All folded.
_BEFORE_A_PLACE = re.compile(
    "tinh|pho|xa|phuong|huyen|quan|duong|dao|thon|ap|ban|lang|nui|song|cau|cho|truong|hai|tieng|nuoc|khu|dong|giong"
)
# As they are written: "mình" is no name, "Minh" is one of the commonest.
_NO_NAME = re.compile(
    "nào|đó|ấy|này|kia|có|được|phải|thì|là|đã|đang|sẽ|không|chưa|bị|nên|cần|cho|xin|ơi|và|hoặc|ở|từ|con|mình|ta|em",
    re.IGNORECASE,
)
_PLACE = re.compile(
    "tinh|pho|xa|phuong|huyen|quan|duong|dao|thon|ap|ban|lang|nui|song|cau|cho|truong|hai|tieng|nuoc|khu|dong|giong"
)
_NO_NAME = re.compile(
    "nao|do|ay|nay|kia|co|duoc|phai|thi|la|da|dang|se|khong|chua|bi|nen|can|cho|xin|oi|va|hoac|o|tu|con|minh|ta|em"
)
_PLACE = re.compile("ba (?:ria|na|den|diem|trieu|trung|huyen)|co to|bac ho|anh quoc")
_OFFICE = re.compile(
    "bi thu|pho (?:bi|chu|truong|ban|giam)|chu (?:tich|nhiem|tri)|truong (?:ban|doan|phong|thon)|uy vien|dang vien"
    "|doan vien|can (?:bo|su)|giam doc|tong bi|thu (?:truong|ky|quy)|hieu truong|thuong (?:truc|vu)|to truong"
    "|(?:chi|cap|tinh|thanh|huyen|quan|dang|thi|xa) uy|chi (?:bo|huy)|chinh (?:tri|uy)|kiem tra|tham muu|chuyen vien"
    "|cong chuc|vien chuc|lanh dao|dai bieu|hung (?:lao|luc)"
)


# "Bí thư Hùng": one name after an office, and no word of an organisation.
_OFFICE_AND_NAME = re.compile(
    r"(?:[Bb]í thư|[Cc]hủ tịch|[Gg]iám đốc|[Cc]hủ nhiệm|[Hh]iệu trưởng)\s+"
    r"(?!(?:Chi|Đảng|Tỉnh|Thành|Huyện|Quận|Thị|Xã|Phường|Đoàn|Ban|Trung|Thứ|Hồ|Quốc|Chính|Nước|Ủy|Hội|Công|Mặt|Liên|Bộ"
    r"|Sở|Văn|Trường|Khu|Thôn|Bản|Ấp|Tổ|Quân|Hợp|Tập|Nông|Cựu|Phụ|Thanh|Bệnh|Trạm|Tổng)\b)"
    r"[^\W\d_a-zà-ỹđ][a-zà-ỹđ]+"
)


def names_somebody(text: str) -> bool:
    text = unicodedata.normalize("NFC", text)
    words = _WORD.findall(text)
    # In capitals throughout, or with one at the beginning of every word, they tell nothing.
    if all(word[0].isupper() for word in words):
        return False
    return any(_is_name(text, title) for title in _TITLE.finditer(text)) or _OFFICE_AND_NAME.search(text) is not None


def _is_name(text: str, title: re.Match[str]) -> bool:
    following = _WORD.findall(text[title.end() : title.end() + 60])[:2]
    name = following[0]
    if not name[0].isupper() or (name.isupper() and not _has_marks(name)):
        return False
    before = _WORD.findall(text[max(0, title.start() - 20) : title.start()])
    called, *rest = map(without_diacritics, following)
    spoken = without_diacritics(title[0]).split()[-1]
    return not (
        _NO_NAME.fullmatch(name)
        or _PLACE.fullmatch(f"{spoken} {called}")
        or _OFFICE.fullmatch(" ".join([called, *rest]))
        or (before and _BEFORE_A_PLACE.fullmatch(without_diacritics(before[-1])))
    )


def _has_marks(word: str) -> bool:
    """ "HÙNG" has, "BTV" has none."""
    return any(unicodedata.combining(letter) for letter in unicodedata.normalize("NFD", word))
