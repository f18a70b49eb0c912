"""Members from a province's file, at the machine itself.

A file with any problem is refused as a whole, unless the bad rows are to be left out. Repeated, it changes nothing;
ended half-way, it goes on where it stopped: each batch of rows is one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

from services.identity.engines.tables import Table, read_table
from services.identity.rules import headers, rows
from services.identity.rules.import_report import ImportReport
from services.identity.rules.member_file import CellSizes, Repeats
from services.identity.rules.rows import Labels, MemberRow
from services.identity.rules.tree import Kind
from services.identity.store import members, organisations
from services.identity.usecases.comparing_rows import Comparison, Scope, compare
from services.identity.usecases.writing_rows import RACED, TRIES, write
from shared.clock import LOCAL
from shared.outbox import ChangedByAnother
from shared.store import back_off

_BATCH = 500

Cells = Mapping[str, str]
"""{code: path}"""


def import_members(
    file: Path,
    *,
    today: date,
    new_id: Callable[[], str],
    dry_run: bool = False,
    skip_bad: bool = False,
    planned_cells: Cells | None = None,
) -> ImportReport:
    """`planned_cells` are those a dry run would have made; `skip_bad` takes the good rows of a file with bad ones.
    Raises ImportRefused for a file it cannot read."""
    table = read_table(file, headers.MEMBER_ALIASES, headers.MEMBER_REQUIRED)
    labels = table.columns.labels
    report = ImportReport("Đảng viên", rows=len(table.lines))
    stored_cells = organisations.at_or_below(None)
    cells = {item.id: item.path for item in stored_cells if item.kind == Kind.CELL} | dict(planned_cells or {})
    scope = Scope(cells, now=datetime.combine(today, time(12), LOCAL))
    good = _read(table, report)
    known: set[str] = set()
    for batch in _batches(good):
        found = compare(batch, scope, labels)
        _count(found, labels, report)
        known |= found.known
    report.absent = members.how_many() - members.how_many(known)
    if not dry_run and (skip_bad or not report.problems):
        for batch in _batches(good):
            _write(batch, scope, labels, new_id)
        report.written = True
    return report


def _read(table: Table, report: ImportReport) -> list[MemberRow]:
    labels = table.columns.labels
    good: list[MemberRow] = []
    repeats, sizes = Repeats(), CellSizes()
    for line, values in table.lines:
        outcome = rows.read_member(line, values, labels)
        problems = outcome if isinstance(outcome, list) else repeats.problems(outcome, labels)
        report.problems += problems
        if isinstance(outcome, MemberRow) and not problems:
            good.append(outcome)
            sizes.count(outcome)
            report.remarks += rows.look_again(outcome, labels)
    report.remarks += sizes.remarks(labels)
    return good


def _count(found: Comparison, labels: Labels, report: ImportReport) -> None:
    report.created += len(found.new)
    report.changed += len(found.changed)
    report.unchanged += found.same
    report.problems += found.refused
    report.remarks += found.remarks
    for item in found.changed:
        report.differences.update(labels[name] for name in item.changes if name in labels)


def _write(batch: Sequence[MemberRow], scope: Scope, labels: Labels, new_id: Callable[[], str]) -> None:
    for attempt in range(TRIES):
        found = compare(batch, scope, labels)
        try:
            write(found, source_id=None, by=None, now=scope.now, new_id=new_id)
        except RACED:
            back_off(attempt)
            continue
        return
    raise ChangedByAnother


def _batches(good: Sequence[MemberRow]) -> Iterator[list[MemberRow]]:
    waiting = iter(good)
    while batch := list(islice(waiting, _BATCH)):
        yield batch
