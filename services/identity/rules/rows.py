"""One row of a province's file → a typed row, or every problem of that row at once, in Vietnamese.

A problem is what cannot be stored; a remark is what a careful clerk would look at again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from services.identity.rules import dates, membership, names, numbers, tree
from services.identity.rules.errors import FieldProblem

Cell = str | date | datetime
Values = Mapping[str, Cell]
Labels = Mapping[str, str]
T = TypeVar("T")

LONGEST_ETHNICITY = 60


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
    line: int
    record_number: str
    card_number: str
    full_name: str
    sex: membership.Sex | None
    birth_date: date
    ethnicity: str
    cell_code: str
    status: membership.Status
    admitted_on: date | None
    official_on: date | None
    phone: str
    citizen_number: str


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


def read_member(line: int, values: Values, labels: Labels, today: date) -> MemberRow | list[Remark]:
    reading = Reading(line, values, labels)
    record = reading.required("record_number", numbers.record_number)
    name = reading.required("full_name", names.person_name)
    cell_code = reading.required("cell_code", tree.organisation_code)
    status = reading.required("status", membership.status_of)
    born = reading.date("birth_date", required=True)
    card = reading.optional("card_number", numbers.card_number) or ""
    sex = reading.optional("sex", membership.sex_of)
    ethnicity = reading.optional("ethnicity", _ethnicity) or ""
    admitted, official = reading.date("admitted_on"), reading.date("official_on")
    phone = reading.optional("phone", numbers.phone_number) or ""
    citizen = reading.optional("citizen_number", numbers.citizen_number) or ""
    if born is not None:
        try:
            dates.check_order(born, admitted, official, today)
        except FieldProblem as error:
            reading.problem("birth_date", error.message)
    if reading.problems or not (record and name and cell_code and status and born):
        return reading.problems
    return MemberRow(
        line, record, card, name, sex, born, ethnicity, cell_code, status, admitted, official, phone, citizen
    )


def look_again(row: MemberRow, labels: Labels) -> list[Remark]:
    """What is possible but rare enough to be a slip of the pen."""
    remarks = []

    def remark(column: str, message: str) -> None:
        remarks.append(Remark(row.line, labels.get(column, column), message))

    if row.admitted_on and dates.admitted_too_young(row.birth_date, row.admitted_on):
        remark("admitted_on", f"Vào Đảng khi chưa đủ {dates.ADMISSION_AGE} tuổi, đề nghị kiểm tra lại.")
    if row.status is membership.Status.PROBATIONARY and row.official_on:
        remark("status", "Ghi là dự bị nhưng đã có ngày chính thức, đề nghị kiểm tra lại.")
    if row.status is membership.Status.OFFICIAL and not row.card_number:
        remark("card_number", "Đảng viên chính thức chưa có số thẻ.")
    return remarks


def _ethnicity(text: str) -> str:
    name = names.tidy(text)
    if len(name) > LONGEST_ETHNICITY:
        raise FieldProblem(f"Tên dân tộc dài quá {LONGEST_ETHNICITY} ký tự.")
    return name


def _text(value: Cell) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return names.tidy(value)
