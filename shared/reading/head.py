"""What the first lines of a Party document say of it, proposed to whoever imports it, who may correct it all.

Looks for "Số: 18-NQ/TU", "ngày 26 tháng 02 năm 2026", a line "NGHỊ QUYẾT" and what stands around them. What is not
found stays empty; nothing is made up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from shared.vietnamese.folding import fold

LINES_LOOKED_AT = 60
KINDS = {
    "nghi quyet": "Nghị quyết", "quyet dinh": "Quyết định", "quy dinh": "Quy định", "chi thi": "Chỉ thị",
    "ket luan": "Kết luận", "huong dan": "Hướng dẫn", "quy che": "Quy chế", "ke hoach": "Kế hoạch",
    "thong bao": "Thông báo", "thong tri": "Thông tri", "chuong trinh": "Chương trình", "dieu le": "Điều lệ",
}  # fmt: skip
_BY_SIGN = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "QĐI": "Quy định", "CT": "Chỉ thị", "KL": "Kết luận", "HD": "Hướng dẫn",
    "QC": "Quy chế", "KH": "Kế hoạch", "TB": "Thông báo", "TT": "Thông tri", "CTR": "Chương trình",
}  # fmt: skip
_NUMBER = re.compile(r"^Số\s*:?\s*(\d{1,5}(?:\s*[-–/]\s*[0-9A-ZĐƯƠÂÊÔa-zđ]+)+)", re.IGNORECASE)
_DAY = r"(\d{1,2})\s*(?:tháng|[/.-])\s*(\d{1,2})\s*(?:năm|[/.-])\s*(\d{4})"
_ISSUED = re.compile(rf"ngày\s+{_DAY}", re.IGNORECASE)
_FROM = re.compile(rf"có hiệu lực\s+(?:thi hành\s+)?(?:kể\s+)?từ\s+ngày\s+{_DAY}", re.IGNORECASE)
_REPLACES = re.compile(
    r"thay thế\s+(?:cho\s+)?(?:\w+\s+){1,3}số\s*:?\s*(\d{1,5}(?:\s?[-–/]\s?[0-9A-ZĐa-zđ]+)+)", re.IGNORECASE
)
_MOTTO = re.compile(
    r"ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc",
    re.IGNORECASE,
)
_BODY = re.compile(r"^(?:Căn cứ|Điều\s+\d|Chương\s|Phần\s|Mục\s|[IVXL]{1,6}\s*[.\-–]|\d{1,3}[.)]\s|Kính gửi|Thực hiện)")
_COMMON = frozenset(
    """
    ban thường vụ chấp hành bộ tỉnh ủy huyện xã phường thành chi tổ chức tuyên giáo dân vận kiểm tra văn phòng các
    cơ quan uỷ nhân hội đồng phố đặc khu trực thuộc
    """.split()  # noqa: SIM905
)
_OFFICES = re.compile(r"\b(?:tỉnh|huyện|thành|thường|chấp) (?:ủy|uỷ|vụ|hành)\b")
_LONGEST_TITLE = 4


@dataclass(frozen=True)
class ProposedHead:
    """What was found; `body` is the text without the head that was recognised."""

    body: str
    number: str = ""
    kind: str = ""
    title: str = ""
    issuer: str = ""
    issued_on: date | None = None
    effective_from: date | None = None
    supersedes: str = ""


def propose_head(text: str) -> ProposedHead:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    at, kind, rest = _kind_line(lines[:LINES_LOOKED_AT])
    above = [piece.strip() for line in lines[: at + 1 if kind else 12] for piece in line.split(" | ")]
    number = next((_tidy(found[1]) for piece in above if (found := _NUMBER.match(piece))), "")
    issued_on = next((day for piece in above if (day := _day(_ISSUED.search(piece)))), None)
    title, after = _title(lines, at, kind, rest) if kind else ("", 0)
    if not (number or issued_on or any(_MOTTO.search(piece) for piece in above)):
        after = 0  # a heading like "KẾ HOẠCH" further down: what stands above it is text
    body = [line for line in lines[after:] if re.search(r"\w", line)]
    replaced = _REPLACES.search(text)
    return ProposedHead(
        body="\n".join(body),
        number=number,
        kind=kind or _kind_by_sign(number),
        title=title,
        issuer=_issuer(above),
        issued_on=issued_on,
        effective_from=_day(_FROM.search(text)),
        supersedes=_tidy(replaced[1]) if replaced else "",
    )


def _kind_line(lines: list[str]) -> tuple[int, str, str]:
    """(which line, the kind, what else stands on the line)"""
    for index, line in enumerate(lines):
        if _BODY.match(line):
            break
        words = line.split()
        for count in (2, 3):
            kind = KINDS.get(fold(" ".join(words[:count])))
            if kind and " ".join(words[:count]).isupper():
                return index, kind, " ".join(words[count:])
        if kind := KINDS.get(fold(line)):
            return index, kind, ""
    return 0, "", ""


def _title(lines: list[str], at: int, kind: str, rest: str) -> tuple[str, int]:
    """(the title with its kind before it, the line on which the text begins)"""
    title = [rest] if rest else []
    index = at + 1
    while index < len(lines) and len(title) < _LONGEST_TITLE:
        line = lines[index]
        if not re.search(r"\w", line) or _BODY.match(line):
            break
        if title and not (line[0].islower() or (title[-1].isupper() and line.isupper())):
            break
        title.append(line)
        index += 1
    words = " ".join(title).strip(" .-–_*")
    if words.isupper():
        words = _spoken(words)
    if not words:
        return "", index
    return (words if fold(words).startswith(fold(kind)) else f"{kind} {words[0].lower()}{words[1:]}"), index


def _issuer(above: list[str]) -> str:
    """The last line in capitals above the number: the one before names the body it belongs to."""
    issuer = ""
    for piece in above:
        words = _MOTTO.sub("", piece).strip(" *-–_")
        if _NUMBER.match(words) and issuer:
            break
        if words.isupper() and fold(words) not in KINDS and len(words) > 5:
            issuer = words
    return _name(issuer)


def _name(capitals: str) -> str:
    """TỈNH ỦY TRƯỜNG SƠN → Tỉnh ủy Trường Sơn. Words of the state are small, what else stands there is a name."""
    words = [word if word in _COMMON else word.capitalize() for word in capitals.lower().split()]
    name = _OFFICES.sub(lambda found: found[0].capitalize(), " ".join(words))
    return name[:1].upper() + name[1:]


def _spoken(capitals: str) -> str:
    return re.sub(r"\bđảng\b", "Đảng", capitals.lower())


def _kind_by_sign(number: str) -> str:
    sign = re.search(r"-([A-ZĐ]+)", number.upper())
    return _BY_SIGN.get(sign[1], "") if sign else ""


def _tidy(number: str) -> str:
    return re.sub(r"\s", "", number).replace("–", "-")


def _day(found: re.Match[str] | None) -> date | None:
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
