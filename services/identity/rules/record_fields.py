"""The fields of a member's record (lý lịch, form 1-HSĐV, rule P40), as data: pages, import, export and history all
read this one catalogue, so a field is added by one line here.

Every value is a text in its stored spelling (a date is ISO). Who keeps a field decides who may change it; `seen_by`
who may read it besides the member. Values that are no column of their own lie together, sealed, in `details`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.identity.rules import dates, membership, names, numbers
from services.identity.rules.errors import FieldProblem

SCHEMA = 1
LONGEST_LINE, LONGEST_TEXT = 200, 8_000


class Kind(StrEnum):
    NAME = "name"
    LINE = "line"
    TEXT = "text"
    DATE = "date"
    SEX = "sex"
    STATUS = "status"
    RECORD = "record_number"
    CARD = "card_number"
    CITIZEN = "citizen_number"
    PHONE = "phone"
    EMAIL = "email"


class Keeper(StrEnum):
    CELL = "cell"
    """The cell's secretary, and everybody above."""
    COMMITTEE = "committee"
    """The office of a committee that keeps the file, and everybody above."""


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    section: str
    kind: Kind = Kind.LINE
    keeper: Keeper = Keeper.COMMITTEE
    seen_by: Keeper = Keeper.CELL
    sensitive: bool = False
    """Named by the law as sensitive on its own: faith, ethnic origin, health, views (L3)."""
    column: bool = False
    """A field of the member's document; the others are part of `details`."""
    required: bool = False


SECTIONS: Mapping[str, str] = {
    "person": "Nhân thân",
    "contact": "Nơi ở, liên hệ",
    "party": "Thông tin Đảng",
    "work": "Nghề nghiệp, trình độ",
    "merits": "Khen thưởng, kỷ luật",
    "past": "Quá trình hoạt động",
    "family": "Gia đình",
    "health": "Sức khỏe",
}
_C, _T, _D = Keeper.CELL, Kind.TEXT, Kind.DATE

FIELDS: Sequence[Field] = (
    Field("full_name", "Họ và tên", "person", Kind.NAME, column=True, required=True),
    Field("other_names", "Tên thường dùng, bí danh", "person"),
    Field("sex", "Giới tính", "person", Kind.SEX, column=True),
    Field("birth_date", "Ngày sinh", "person", _D, column=True, required=True),
    Field("birth_place", "Nơi sinh", "person"),
    Field("origin", "Quê quán", "person"),
    Field("ethnicity", "Dân tộc", "person", sensitive=True, column=True),
    Field("religion", "Tôn giáo", "person", sensitive=True),
    Field("citizen_number", "Số định danh cá nhân", "person", Kind.CITIZEN, column=True),
    Field("residence", "Nơi thường trú", "contact", keeper=_C),
    Field("present_address", "Nơi ở hiện nay", "contact", keeper=_C),
    Field("phone", "Số điện thoại", "contact", Kind.PHONE, _C, column=True),
    Field("email", "Thư điện tử", "contact", Kind.EMAIL, _C),
    Field("record_number", "Số lý lịch", "party", Kind.RECORD, column=True, required=True),
    Field("card_number", "Số thẻ đảng viên", "party", Kind.CARD, column=True),
    Field("status", "Tình trạng", "party", Kind.STATUS, column=True, required=True),
    Field("status_since", "Tình trạng từ ngày", "party", _D, column=True),
    Field("status_reason", "Lý do, số quyết định về tình trạng", "party"),
    Field("admitted_on", "Ngày vào Đảng", "party", _D, column=True),
    Field("admission_cell", "Kết nạp tại chi bộ", "party"),
    Field("introducers", "Người giới thiệu vào Đảng", "party", _T),
    Field("official_on", "Ngày chính thức", "party", _D, column=True),
    Field("recognition_cell", "Công nhận chính thức tại chi bộ", "party"),
    Field("youth_union_on", "Ngày vào Đoàn", "party", _D),
    Field("occupation", "Nghề nghiệp", "work", keeper=_C),
    Field("workplace", "Đơn vị công tác", "work", keeper=_C),
    Field("general_education", "Giáo dục phổ thông", "work"),
    Field("profession", "Chuyên môn, nghiệp vụ", "work"),
    Field("degree", "Học hàm, học vị", "work"),
    Field("theory_level", "Lý luận chính trị", "work"),
    Field("languages", "Ngoại ngữ", "work"),
    Field("minority_languages", "Tiếng dân tộc thiểu số", "work"),
    Field("digital_skills", "Tin học", "work"),
    Field("rewards", "Khen thưởng", "merits", _T),
    Field("badges", "Huy hiệu Đảng", "merits", _T),
    Field("discipline", "Kỷ luật", "merits", _T, seen_by=Keeper.COMMITTEE),
    Field("career", "Quá trình công tác", "past", _T, seen_by=Keeper.COMMITTEE),
    Field("training", "Đào tạo, bồi dưỡng", "past", _T, seen_by=Keeper.COMMITTEE),
    Field("political_past", "Đặc điểm lịch sử bản thân", "past", _T, seen_by=Keeper.COMMITTEE, sensitive=True),
    Field("trips_abroad", "Đi nước ngoài", "past", _T, seen_by=Keeper.COMMITTEE),
    Field("family", "Hoàn cảnh gia đình", "family", _T, seen_by=Keeper.COMMITTEE, sensitive=True),
    Field("family_economy", "Hoàn cảnh kinh tế", "family", _T, seen_by=Keeper.COMMITTEE),
    Field("health", "Tình trạng sức khỏe", "health", seen_by=Keeper.COMMITTEE, sensitive=True),
    Field("invalidity", "Thương binh, gia đình chính sách", "health", seen_by=Keeper.COMMITTEE, sensitive=True),
)  # fmt: skip
BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}
COLUMNS = tuple(field.name for field in FIELDS if field.column)
DATES = frozenset(field.name for field in FIELDS if field.kind is Kind.DATE)
OPENS_ACCOUNT = frozenset({"card_number", "phone", "record_number"})
"""Who changes one of these can sign in as the member, or decide where the codes go."""


def parse(field: Field, text: str) -> str:
    """The stored spelling of what was typed; "" where nothing was. Raises FieldProblem."""
    if not names.tidy(text):
        if field.required:
            raise FieldProblem("Mục này không được để trống.")
        return ""
    return _PARSERS[field.kind](text)


def shown(field: Field, value: str) -> str:
    """As a Vietnamese reader expects it."""
    if not value:
        return ""
    if field.kind is Kind.DATE:
        return dates.write_date(date.fromisoformat(value))
    if field.kind is Kind.SEX:
        return membership.SEX_LABELS[membership.Sex(value)]
    if field.kind is Kind.STATUS:
        return membership.STATUS_LABELS[membership.Status(value)]
    return value


def choices(field: Field) -> dict[str, str]:
    """{stored: shown} of a field that is chosen and not typed."""
    labels: Mapping[StrEnum, str] = {}
    if field.kind is Kind.SEX:
        labels = dict(membership.SEX_LABELS.items())
    elif field.kind is Kind.STATUS:
        labels = dict(membership.STATUS_LABELS.items())
    return {str(value): label for value, label in labels.items()}


def check_record(values: Mapping[str, str], today: date) -> dict[str, str]:
    """{field: sentence} of what the values together contradict."""
    days = {name: date.fromisoformat(values[name]) for name in DATES if values.get(name)}
    problems = {name: "Ngày này nằm trong tương lai." for name, day in days.items() if day > today}
    if not problems and "birth_date" in days:
        try:
            dates.check_order(days["birth_date"], days.get("admitted_on"), days.get("official_on"), today)
        except FieldProblem as error:
            problems["admitted_on" if days.get("admitted_on") else "official_on"] = error.message
    return problems


def pack(values: Mapping[str, str]) -> str:
    return json.dumps({"schema": SCHEMA, "values": dict(values)}, ensure_ascii=False, separators=(",", ":"))


def unpack(text: str | None) -> dict[str, str]:
    """Raises ValueError for a record that a later version of this program wrote: half of it must not be lost."""
    if not text:
        return {}
    stored = json.loads(text)
    if stored["schema"] > SCHEMA:
        raise ValueError(f"a record of schema {stored['schema']}; this program knows {SCHEMA}")
    values: dict[str, str] = stored["values"]
    return values


def _line(text: str) -> str:
    line = names.tidy(text)
    if len(line) > LONGEST_LINE:
        raise FieldProblem(f"Nội dung dài quá {LONGEST_LINE} ký tự.")
    return line


def _text(text: str) -> str:
    whole = "\n".join(names.tidy(line) for line in text.strip().splitlines())
    if len(whole) > LONGEST_TEXT:
        raise FieldProblem(f"Nội dung dài quá {LONGEST_TEXT} ký tự.")
    return whole


def _email(text: str) -> str:
    address = names.tidy(text)
    name, at, host = address.rpartition("@")
    if not (name and at and "." in host) or " " in address or len(address) > LONGEST_LINE:
        raise FieldProblem("Địa chỉ thư điện tử chưa đúng, ví dụ ten@example.vn.")
    return address


_PARSERS: Mapping[Kind, Callable[[str], str]] = {
    Kind.NAME: names.person_name,
    Kind.LINE: _line,
    Kind.TEXT: _text,
    Kind.DATE: lambda text: dates.parse_date(text).isoformat(),
    Kind.SEX: lambda text: str(membership.sex_of(text)),
    Kind.STATUS: lambda text: str(membership.status_of(text)),
    Kind.RECORD: numbers.record_number,
    Kind.CARD: numbers.card_number,
    Kind.CITIZEN: numbers.citizen_number,
    Kind.PHONE: numbers.phone_number,
    Kind.EMAIL: _email,
}
