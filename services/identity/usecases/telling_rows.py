"""What a batch of rows says about single rows, as it is kept and shown: refused, to be looked at again, changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.identity.rules import rows
from services.identity.rules.record_fields import BY_NAME, shown
from services.identity.rules.rows import Labels, MemberRow, Remark
from services.identity.store.member_import_rows import CHANGED, REFUSED, REMARK, Told
from services.identity.usecases.comparing_rows import Comparison


@dataclass(frozen=True)
class Line:
    """`row`: None where something is wrong with it by itself or beside the rows before it."""

    number: int
    cells: list[str]
    row: MemberRow | None
    problems: list[Remark]


def tell(batch: Sequence[Line], found: Comparison, labels: Labels, *, changes: bool) -> tuple[list[Told], Counter[str]]:
    """`changes`: whether those are listed as well. With the numbers of store/member_imports.py."""
    by_line = {line.number: line for line in batch}
    refused: dict[int, list[Remark]] = defaultdict(list)
    for remark in [*(problem for line in batch for problem in line.problems), *found.refused]:
        refused[remark.line].append(remark)
    remarks: dict[int, list[Remark]] = defaultdict(list)
    for remark in [*_second_looks(batch, refused, labels), *found.remarks]:
        remarks[remark.line].append(remark)
    told = [Told(REFUSED, line, pairs(those), by_line[line].cells) for line, those in refused.items()]
    told += [Told(REMARK, line, pairs(those)) for line, those in remarks.items()]
    if changes:
        told += [
            Told(CHANGED, item.row.line, _differences(item.changes), member_id=item.member.id) for item in found.changed
        ]
    counted = Counter(
        created=len(found.new), changed=len(found.changed), unchanged=found.same, refused=len(refused),
        remarks=len(remarks), rows=len(batch),
    )  # fmt: skip
    return told, counted


def pairs(remarks: Sequence[Remark]) -> list[list[str]]:
    return [[remark.column, remark.message] for remark in remarks]


def _second_looks(batch: Sequence[Line], refused: Mapping[int, object], labels: Labels) -> list[Remark]:
    good = [line.row for line in batch if line.row is not None and line.number not in refused]
    return [remark for row in good for remark in rows.look_again(row, labels)]


def _differences(changes: Mapping[str, tuple[str, str]]) -> list[list[str]]:
    return [
        [BY_NAME[name].label, shown(BY_NAME[name], before), shown(BY_NAME[name], after)]
        for name, (before, after) in changes.items()
    ]
