"""Organisations from a province's file.

A file with any problem is refused as a whole, so nothing is half-done. Repeated, it changes nothing; ended half-way,
it goes on where it stopped, because parents are written before children and each one in a single write. What was
decided (usecases/change_organisation.py) is not written over: another parent, and the name of what was renamed, are
remarked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from services.identity.engines.tables import read_table
from services.identity.rules import headers, rows, tree
from services.identity.rules.errors import FieldProblem
from services.identity.rules.import_report import ImportReport
from services.identity.rules.rows import OrganisationRow, Remark
from services.identity.store import organisation_changes, organisations
from services.identity.store.organisations import Organisation
from services.identity.usecases.telling_organisation import as_told
from shared.outbox import change, create

_FIELDS = ("name", "effective_from", "effective_until")


def import_organisations(file: Path, *, dry_run: bool = False) -> ImportReport:
    """Raises ImportRefused when the file cannot be read at all."""
    table = read_table(file, headers.ORGANISATION_ALIASES, headers.ORGANISATION_REQUIRED)
    labels = table.columns.labels
    report = ImportReport("Tổ chức đảng", rows=len(table.lines))
    stored = organisations.all_of_them()
    wanted: dict[str, OrganisationRow] = {}
    for line, values in table.lines:
        outcome = rows.read_organisation(line, values, labels)
        if isinstance(outcome, list):
            report.problems += outcome
        elif outcome.code in wanted:
            first = wanted[outcome.code].line
            report.problems.append(Remark(line, labels["code"], f"Mã này đã có ở dòng {first}."))
        else:
            wanted[outcome.code] = outcome
    ordered = _in_order(wanted, stored, labels, report)
    renamed = organisation_changes.renamed()
    _compare(ordered, stored, labels, report, renamed)
    report.planned_cells = _cells(ordered, stored)
    report.absent = len(stored.keys() - wanted.keys())
    if not report.problems and not dry_run:
        for row in ordered:
            _write(row, stored, renamed)
        report.written = True
    return report


def _in_order(
    wanted: Mapping[str, OrganisationRow],
    stored: Mapping[str, Organisation],
    labels: rows.Labels,
    report: ImportReport,
) -> list[OrganisationRow]:
    parents = {code: row.parent_code for code, row in wanted.items()}
    ordered, lost = tree.parents_first(parents, stored.keys())
    for code in sorted(lost, key=lambda code: wanted[code].line):
        message = f"Không tìm thấy tổ chức cấp trên “{parents[code]}”, hoặc các tổ chức trực thuộc vòng quanh."
        report.problems.append(Remark(wanted[code].line, labels["parent_code"], message))
    for code in ordered:
        row = wanted[code]
        try:
            tree.check_place(row.kind, _kind(row.parent_code, wanted, stored))
        except FieldProblem as problem:
            report.problems.append(Remark(row.line, labels["parent_code"], problem.message))
    return [wanted[code] for code in ordered]


def _kind(
    code: str | None, wanted: Mapping[str, OrganisationRow], stored: Mapping[str, Organisation]
) -> tree.Kind | None:
    if code is None:
        return None
    return wanted[code].kind if code in wanted else tree.Kind(stored[code].kind)


def _compare(
    ordered: list[OrganisationRow],
    stored: Mapping[str, Organisation],
    labels: rows.Labels,
    report: ImportReport,
    renamed: Collection[str],
) -> None:
    for row in ordered:
        found = stored.get(row.code)
        if found is None:
            report.created += 1
            continue
        if found.parent_id != row.parent_code or found.kind != row.kind:
            message = "Khác cấp trên hoặc loại với hệ thống; việc này cần quyết định tổ chức, tệp không đổi được."
            report.remarks.append(Remark(row.line, labels["code"], message))
        if found.id in renamed and row.name != found.name:
            message = f"Tên theo quyết định là “{found.name}”; tệp không đổi được."
            report.remarks.append(Remark(row.line, labels["name"], message))
        differing = _differences(row, found, renamed)
        report.differences.update(labels[field] for field in differing)
        report.changed += bool(differing)
        report.unchanged += not differing


def _cells(ordered: list[OrganisationRow], stored: Mapping[str, Organisation]) -> dict[str, str]:
    """{code: path}, before anything is written."""
    paths = {code: item.path for code, item in stored.items()}
    for row in ordered:
        if row.code not in paths:
            paths[row.code] = tree.path_of(row.code, paths[row.parent_code] if row.parent_code else "")
    return {row.code: paths[row.code] for row in ordered if row.kind is tree.Kind.CELL}


def _differences(row: OrganisationRow, found: Organisation, renamed: Collection[str]) -> dict[str, Any]:
    """An empty cell says nothing; it does not wipe out what is stored."""
    fields = [field for field in _FIELDS if field != "name" or found.id not in renamed]
    wanted: dict[str, str | date | None] = {field: getattr(row, field) for field in fields}
    return {field: value for field, value in wanted.items() if value is not None and value != getattr(found, field)}


def _write(row: OrganisationRow, stored: dict[str, Organisation], renamed: Collection[str]) -> None:
    found = stored.get(row.code)
    if found is None:
        stored[row.code] = _create(row, stored)
        return
    differing = _differences(row, found, renamed)
    if differing:
        event = as_told(found, name=differing.get("name"))
        change(found, event, **{f"set__{field}": value for field, value in differing.items()})


def _create(row: OrganisationRow, stored: Mapping[str, Organisation]) -> Organisation:
    above = stored[row.parent_code].path if row.parent_code else ""
    organisation = Organisation(
        id=row.code,
        code=row.code,
        name=row.name,
        kind=str(row.kind),
        parent_id=row.parent_code,
        path=tree.path_of(row.code, above),
        effective_from=row.effective_from,
        effective_until=row.effective_until,
    )
    return create(organisation, as_told(organisation))
