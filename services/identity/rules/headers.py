"""Which column of a file means what. Heads are compared folded: case, accents and marks do not matter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from services.identity.rules.names import fold
from services.identity.rules.record_fields import FIELDS

Aliases = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Columns:
    """Position by field. `labels` are the file's own words: an error names the column as its author does."""

    positions: Mapping[str, int]
    labels: Mapping[str, str]
    missing: Sequence[str]
    repeated: Sequence[str]
    unknown: Sequence[str]


ORGANISATION_ALIASES: Aliases = {
    "code": ("Mã tổ chức", "Mã", "Mã TCĐ", "Mã tổ chức đảng", "code"),
    "name": ("Tên tổ chức", "Tên tổ chức đảng", "Tên", "name"),
    "kind": ("Loại", "Loại hình", "Loại tổ chức", "kind"),
    "parent_code": ("Mã tổ chức cấp trên", "Mã cấp trên", "Trực thuộc", "parent_code", "parent"),
    "effective_from": ("Ngày thành lập", "Có hiệu lực từ", "Hiệu lực từ ngày", "effective_from"),
    "effective_until": ("Ngày kết thúc", "Hết hiệu lực", "Hiệu lực đến ngày", "effective_until"),
}
ORGANISATION_REQUIRED = ("code", "name", "kind", "parent_code")

MEMBER_ALIASES: Aliases = {
    "record_number": ("Số lý lịch", "Số LL", "Số lý lịch đảng viên", "record_number"),
    "card_number": ("Số thẻ đảng viên", "Số thẻ đảng", "Số thẻ", "Số TĐV", "card_number"),
    "full_name": ("Họ và tên", "Họ tên", "Họ tên khai sinh", "Họ và tên khai sinh", "full_name"),
    "sex": ("Giới tính", "Nam/Nữ", "sex"),
    "birth_date": ("Ngày sinh", "Ngày tháng năm sinh", "Sinh ngày", "birth_date"),
    "ethnicity": ("Dân tộc", "ethnicity"),
    "cell_code": ("Mã chi bộ", "Chi bộ", "Mã tổ chức", "Mã chi bộ sinh hoạt", "cell_code"),
    "status": ("Tình trạng", "Trạng thái", "Loại đảng viên", "status"),
    "admitted_on": ("Ngày vào Đảng", "Ngày kết nạp", "Ngày vào đảng (dự bị)", "admitted_on"),
    "official_on": ("Ngày chính thức", "Ngày công nhận chính thức", "Ngày vào Đảng chính thức"),
    "phone": ("Số điện thoại", "Điện thoại", "Điện thoại di động", "SĐT", "phone"),
    "citizen_number": ("Số định danh cá nhân", "Số định danh", "Số CCCD", "CCCD", "Căn cước"),
}
MEMBER_FIELDS: Mapping[str, str] = {"cell_code": "Mã chi bộ", **{field.name: field.label for field in FIELDS}}
"""{field: label} of everything that a column of a member file can be."""
_KNOWN_AS: Aliases = {name: (*MEMBER_ALIASES.get(name, ()), label, name) for name, label in MEMBER_FIELDS.items()}
_LIKE = 0.8
MEMBER_REQUIRED = ("record_number", "full_name", "birth_date", "cell_code", "status")


def find_columns(head: Sequence[str], aliases: Aliases, required: Sequence[str]) -> Columns:
    field_by_word = {_word(alias): field for field, words in aliases.items() for alias in words}
    positions: dict[str, int] = {}
    repeated: list[str] = []
    unknown: list[str] = []
    for position, label in enumerate(head):
        field = field_by_word.get(_word(label))
        if field is None:
            if label.strip():
                unknown.append(label.strip())
        elif field in positions:
            repeated.append(label.strip())
        else:
            positions[field] = position
    labels = {field: head[position].strip() for field, position in positions.items()}
    missing = [aliases[field][0] for field in required if field not in positions]
    return Columns(positions, labels, missing, repeated, unknown)


def proposed(head: Sequence[str]) -> dict[int, str]:
    """{position: field}: first the heads that are known, then, of the fields left, those that are most alike."""
    found: dict[int, str] = {}
    words = [_word(label) for label in head]
    for least in (1.0, _LIKE):
        scored = [
            (_likeness(word, name), -position, name)
            for position, word in enumerate(words)
            if word and position not in found
            for name in MEMBER_FIELDS
            if name not in found.values()
        ]
        for score, at, name in sorted(scored, reverse=True):
            if score >= least and -at not in found and name not in found.values():
                found[-at] = name
    return found


def _likeness(word: str, name: str) -> float:
    return max(SequenceMatcher(None, word, alias).ratio() for alias in _known_as(name))


@cache
def _known_as(name: str) -> tuple[str, ...]:
    return tuple({_word(alias) for alias in _KNOWN_AS[name]})


def _word(label: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(label)).strip()
