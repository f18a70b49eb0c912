"""Members from a province's file, known again by the number of the record (số lý lịch).

A file with any problem is refused as a whole. Repeated, it changes nothing; ended half-way, it goes on where it
stopped: new members go in with their event in one write each, sent in batches. Moving to another cell is a
procedure with papers (P33), so a differing cell is remarked and left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from services.identity.engines.tables import Table, read_table
from services.identity.rules import headers, member_file, names, rows
from services.identity.rules.import_report import ImportReport
from services.identity.rules.rows import Labels, MemberRow, Remark
from services.identity.rules.tree import Kind
from services.identity.store import members, organisations
from services.identity.store.members import BIRTH, CARD, CITIZEN, PHONE, RECORD, Member
from shared.contracts.identity import MemberRegistered, MemberStatusChanged
from shared.outbox import change, create_many

_PLAIN = ("full_name", "sex", "status", "birth_date", "ethnicity", "admitted_on", "official_on")
_KEYED = {CARD: "card_key", CITIZEN: "citizen_key", PHONE: "phone_key"}
_BATCH = 500

Cells = Mapping[str, str]
"""{code: path}"""
Rows = Mapping[str, MemberRow]
"""By the blind index of the record number."""


def import_members(
    file: Path,
    *,
    today: date,
    new_id: Callable[[], str],
    dry_run: bool = False,
    planned_cells: Cells | None = None,
) -> ImportReport:
    """`planned_cells` are those a dry run would have made. Raises ImportRefused for a file it cannot read."""
    table = read_table(file, headers.MEMBER_ALIASES, headers.MEMBER_REQUIRED)
    report = ImportReport("Đảng viên", rows=len(table.lines))
    stored_cells = organisations.all_of_them().values()
    cells = {item.id: item.path for item in stored_cells if item.kind == Kind.CELL} | dict(planned_cells or {})
    wanted = _read(table, cells, today, report)
    stored = members.by_record_keys(wanted)
    _refuse_taken_numbers(wanted, table.columns.labels, report)
    differing = {key: _differences(wanted[key], found) for key, found in stored.items()}
    _count(wanted, stored, differing, table.columns.labels, report)
    if not report.problems and not dry_run:
        _create([row for key, row in wanted.items() if key not in stored], cells, new_id)
        for key, found in stored.items():
            _change(found, differing[key])
        report.written = True
    return report


def _read(table: Table, cells: Cells, today: date, report: ImportReport) -> Rows:
    labels = table.columns.labels
    read: list[MemberRow] = []
    for line, values in table.lines:
        outcome = rows.read_member(line, values, labels, today)
        if isinstance(outcome, list):
            report.problems += outcome
        else:
            read.append(outcome)
            report.remarks += rows.look_again(outcome, labels)
    report.problems += member_file.check_together(read, cells, labels)
    report.remarks += member_file.cells_too_small(read, labels)
    return {str(members.key_of(row.record_number, RECORD)): row for row in read}


def _refuse_taken_numbers(wanted: Rows, labels: Labels, report: ImportReport) -> None:
    for field in (CARD, CITIZEN):
        owners = members.owners_of(
            _KEYED[field], (members.key_of(getattr(row, field), field) for row in wanted.values())
        )
        for key, row in wanted.items():
            owner = owners.get(members.key_of(getattr(row, field), field) or "")
            if owner not in {None, key}:
                message = "Số này đã thuộc một hồ sơ khác trong hệ thống."
                report.problems.append(Remark(row.line, labels[field], message))


def _count(
    wanted: Rows,
    stored: Mapping[str, Member],
    differing: Mapping[str, Mapping[str, Any]],
    labels: Labels,
    report: ImportReport,
) -> None:
    report.created = len(wanted) - len(stored)
    report.absent = members.how_many() - sum(found.status != "left" for found in stored.values())
    for key, found in stored.items():
        report.changed += bool(differing[key])
        report.unchanged += not differing[key]
        report.differences.update(labels[field] for field in differing[key])
        row = wanted[key]
        if found.cell_id != row.cell_code:
            message = f"Hệ thống ghi chi bộ “{found.cell_id}”; chuyển sinh hoạt làm theo thủ tục, tệp không đổi được."
            report.remarks.append(Remark(row.line, labels["cell_code"], message))


def _differences(row: MemberRow, found: Member) -> dict[str, Any]:
    """By field, as stored. An empty cell says nothing; it does not wipe out what is stored."""
    return {
        field: value for field, value in _values(row).items() if value is not None and value != getattr(found, field)
    }


def _values(row: MemberRow) -> dict[str, Any]:
    values: dict[str, Any] = {field: getattr(row, field) or None for field in (*_PLAIN, *_KEYED)}
    values["birth_date"] = row.birth_date.isoformat()
    values["status"] = str(row.status)
    values["sex"] = str(row.sex) if row.sex else None
    return values


def _create(new: list[MemberRow], cells: Cells, new_id: Callable[[], str]) -> None:
    create_many((_new_member(row, cells[row.cell_code], new_id()) for row in new), batch=_BATCH)


def _new_member(row: MemberRow, cell_path: str, member_id: str) -> tuple[Member, list[MemberRegistered]]:
    member = Member(
        id=member_id,
        record_number=row.record_number,
        record_key=members.key_of(row.record_number, RECORD),
        cell_id=row.cell_code,
        cell_path=cell_path,
        unchecked=True,
        **_with_keys(_values(row)),
    )
    event = MemberRegistered(member_id=member_id, cell_id=row.cell_code, cell_path=cell_path, status=row.status.value)
    return member, [event]


def _with_keys(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is stored beside the values so that they can be found and sorted."""
    derived = {_KEYED[field]: members.key_of(values[field], field) for field in _KEYED if values.get(field)}
    if "birth_date" in values:
        derived["birth_key"] = members.key_of(values["birth_date"], BIRTH)
    if "full_name" in values:
        derived["folded_name"] = names.fold(values["full_name"])
        derived["sort_key"] = names.sort_key(values["full_name"])
    return {**values, **derived}


def _change(found: Member, differing: Mapping[str, Any]) -> None:
    if not differing:
        return
    events = []
    if "status" in differing:
        events.append(
            MemberStatusChanged(
                member_id=found.id,
                cell_id=found.cell_id,
                cell_path=found.cell_path,
                status=differing["status"],
            )
        )
    update = {f"set__{field}": value for field, value in _with_keys(differing).items()}
    change(found, *events, set__unchecked=True, **update)
