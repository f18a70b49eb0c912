"""One row of a province's file → a typed row, or every problem of that row at once, in Vietnamese.

A problem is what cannot be stored; a remark is what a careful clerk would look at again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from services.identity.rules import dates, membership, names, tree
from services.identity.rules.errors import FieldProblem
from services.identity.rules.record_fields import BY_NAME, Kind, parse
from shared.security.refusing import SecretMark
from shared.security.secrecy import has_secret_mark

Cell = str | date | datetime
Values = Mapping[str, Cell]
Labels = Mapping[str, str]
T = TypeVar("T")

NEEDED = ("record_number", "full_name", "birth_date", "cell_code", "status")
"""Of a member who is not in the register yet."""
KEY_ORDER = ("record_number", "card_number")
KEYS = frozenset(KEY_ORDER)
"""A member is known again by the first of them that the row has."""
_FREE = frozenset({Kind.LINE, Kind.TEXT})


@dataclass(frozen=True)
class Remark:
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"Dòng {self.line}" + (f", cột “{self.column}”" if self.column else "")
        return f"{place}: {self.message}"


@dataclass(frozen=True)
class OrganisationRow:
    line: int
    code: str
    name: str
    kind: tree.Kind
    parent_code: str | None
    effective_from: date | None
    effective_until: date | None


@dataclass(frozen=True)
class MemberRow:
    """`values`: {field of rules/record_fields.py: its stored spelling}; an empty cell is no value."""

    line: int
    cell_code: str
    values: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.values.get(name, "")


@dataclass
class Reading:
    """Collects the problems of one row, so that a clerk mends a row once and not column by column."""

    line: int
    values: Values
    labels: Labels
    problems: list[Remark] = field(default_factory=list)

    def required(self, column: str, parse: Callable[[str], T]) -> T | None:
        text = _text(self.values.get(column, ""))
        if not text:
            self.problem(column, "Chưa có dữ liệu.")
            return None
        return self._parsed(column, text, parse)

    def optional(self, column: str, parse: Callable[[str], T]) -> T | None:
        text = _text(self.values.get(column, ""))
        return self._parsed(column, text, parse) if text else None

    def date(self, column: str, *, required: bool = False) -> date | None:
        value = self.values.get(column, "")
        if isinstance(value, str) and not names.tidy(value):
            if required:
                self.problem(column, "Chưa có dữ liệu.")
            return None
        return self._parsed(column, value, dates.parse_date)

    def problem(self, column: str, message: str) -> None:
        self.problems.append(Remark(self.line, self.labels.get(column, column), message))

    def _parsed(self, column: str, value: Cell, parse: Callable[..., T]) -> T | None:
        try:
            return parse(value)
        except FieldProblem as error:
            self.problem(column, error.message)
            return None


def read_organisation(line: int, values: Values, labels: Labels) -> OrganisationRow | list[Remark]:
    reading = Reading(line, values, labels)
    code = reading.required("code", tree.organisation_code)
    name = reading.required("name", names.organisation_name)
    kind = reading.required("kind", tree.kind_of)
    parent = reading.optional("parent_code", tree.organisation_code)
    start, end = reading.date("effective_from"), reading.date("effective_until")
    if start and end and end < start:
        reading.problem("effective_until", "Ngày kết thúc sớm hơn ngày thành lập.")
    if code is not None and code == parent:
        reading.problem("parent_code", "Tổ chức không thể trực thuộc chính nó.")
    if reading.problems or code is None or name is None or kind is None:
        return reading.problems
    return OrganisationRow(line, code, name, kind, parent, start, end)


def read_member(line: int, values: Values, labels: Labels) -> MemberRow | list[Remark]:
    """`values` by field of the catalogue, and "cell_code". What contradicts itself is seen beside the stored one."""
    reading = Reading(line, values, labels)
    cell_code = reading.optional("cell_code", tree.organisation_code) or ""
    found: dict[str, str] = {}
    for name in values:
        field = BY_NAME.get(name)
        if field is not None:
            value = reading.optional(name, lambda text, field=field: parse(field, text))  # type: ignore[misc]
            if value:
                found[name] = value
            if value and field.kind in _FREE and has_secret_mark(value):
                reading.problem(name, SecretMark.message)
    if not reading.problems and not KEYS & found.keys():
        reading.problem(
            next((key for key in KEY_ORDER if key in labels), KEY_ORDER[0]),
            "Dòng chưa có số lý lịch hoặc số thẻ đảng viên.",
        )
    return reading.problems or MemberRow(line, cell_code, found)


def still_needed(row: MemberRow, labels: Labels) -> list[Remark]:
    """What is missing before the row can be a new member."""
    missing = [name for name in NEEDED if not (row.cell_code if name == "cell_code" else row.get(name))]
    return [Remark(row.line, labels.get(name, label_of(name)), "Chưa có dữ liệu.") for name in missing]


def label_of(name: str) -> str:
    return "Mã chi bộ" if name == "cell_code" else BY_NAME[name].label


def look_again(row: MemberRow, labels: Labels) -> list[Remark]:
    """What is possible but rare enough to be a slip of the pen."""
    remarks = []

    def remark(column: str, message: str) -> None:
        remarks.append(Remark(row.line, labels.get(column, label_of(column)), message))

    born, admitted = row.get("birth_date"), row.get("admitted_on")
    if born and admitted and dates.admitted_too_young(date.fromisoformat(born), date.fromisoformat(admitted)):
        remark("admitted_on", f"Vào Đảng khi chưa đủ {dates.ADMISSION_AGE} tuổi, đề nghị kiểm tra lại.")
    if row.get("status") == membership.Status.PROBATIONARY and row.get("official_on"):
        remark("status", "Ghi là dự bị nhưng đã có ngày chính thức, đề nghị kiểm tra lại.")
    if row.get("status") == membership.Status.OFFICIAL and "card_number" in labels and not row.get("card_number"):
        remark("card_number", "Đảng viên chính thức chưa có số thẻ.")
    return remarks


def _text(value: Cell) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.strip()
