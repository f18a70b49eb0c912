"""Rows of a member file beside the register: who is new, what differs, what is refused. The same for a dry run, for the
run itself, on the desk and at the machine.

A member is known again by the record number, or by the card where the row has no record number. An empty cell says
nothing; a differing cell (chi bộ) is remarked, because a transfer is a procedure (P33).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.identity.rules.record_errors import (
    FieldNotYours,
    NothingToChange,
    NumberTaken,
    OwnRecord,
    RecordFieldsInvalid,
    SignInNotYours,
)
from services.identity.rules.record_fields import check_record
from services.identity.rules.rows import KEY_ORDER, Labels, MemberRow, Remark, label_of, still_needed
from services.identity.store import members
from services.identity.store.member_changes import Before
from services.identity.store.members import CARD, CITIZEN, RECORD, Member
from services.identity.usecases.changing_record import changes_of, check_permitted
from shared.clock import local_date
from shared.errors import AppError
from shared.security import Actor

_OWNED = {RECORD: "record_key", CARD: "card_key", CITIZEN: "citizen_key"}
TWICE = "Một dòng khác của tệp cũng ghi đảng viên này."
OUTSIDE = "Dòng này không thuộc tổ chức đảng mà đồng chí nhập dữ liệu."


@dataclass(frozen=True)
class Scope:
    """`cells`: {code: path} of those that new members may join. `actor` None: the machine itself, which may everything;
    else only members below `path` are touched, by the rules that hold for every correction."""

    cells: Mapping[str, str]
    now: datetime
    path: str = ""
    actor: Actor | None = None


@dataclass(frozen=True)
class Changed:
    row: MemberRow
    member: Member
    changes: Mapping[str, Before]


@dataclass
class Comparison:
    new: list[tuple[MemberRow, str]] = field(default_factory=list)
    """With the path of the cell."""
    changed: list[Changed] = field(default_factory=list)
    same: int = 0
    refused: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    """Ids of the stored members whom a row is about, refused or not."""


def compare(rows: Sequence[MemberRow], scope: Scope, labels: Labels) -> Comparison:
    """As many rows as may be looked up at once: some hundreds."""
    found = _found(rows)
    owners = {name: _owners(name, rows) for name in _OWNED}
    result = Comparison()
    for row in rows:
        member = found.get(row.line)
        problems = _taken(row, member, owners, labels)
        if member is not None and member.id in result.known:
            problems.append(_remark(row, _key_of(row), TWICE, labels))
        elif member is not None:
            result.known.add(member.id)
        if member is None:
            problems += _beginnings(row, scope, labels)
        elif scope.actor is not None and not member.cell_path.startswith(scope.path):
            problems = [_remark(row, _key_of(row), OUTSIDE, labels)]
        if problems:
            result.refused += problems
        elif member is None:
            result.new.append((row, scope.cells[row.cell_code]))
        else:
            _set_beside(row, member, scope, labels, result)
    return result


def _found(rows: Sequence[MemberRow]) -> dict[int, Member]:
    """{line: the stored member}"""
    by_record = members.by_record_keys(key for row in rows if (key := members.key_of(row.get(RECORD), RECORD)))
    by_card = members.by_card_keys(
        key for row in rows if not row.get(RECORD) and (key := members.key_of(row.get(CARD), CARD))
    )
    stored = {}
    for row in rows:
        name = _key_of(row)
        key = members.key_of(row.get(name), name) or ""
        member = (by_record if name == RECORD else by_card).get(key)
        if member is not None:
            stored[row.line] = member
    return stored


def _key_of(row: MemberRow) -> str:
    return next(name for name in KEY_ORDER if row.get(name))


def _owners(name: str, rows: Iterable[MemberRow]) -> dict[str, str]:
    """{blind index of the number: record key of who has it}"""
    return members.owners_of(_OWNED[name], (members.key_of(row.get(name), name) for row in rows))


def _taken(
    row: MemberRow, member: Member | None, owners: Mapping[str, Mapping[str, str]], labels: Labels
) -> list[Remark]:
    mine = member.record_key if member else None
    return [
        _remark(row, name, NumberTaken.message, labels)
        for name in _OWNED
        if owners[name].get(members.key_of(row.get(name), name) or "", mine) != mine
    ]


def _beginnings(row: MemberRow, scope: Scope, labels: Labels) -> list[Remark]:
    """What keeps the row from being a new member."""
    problems = still_needed(row, labels)
    if row.cell_code and row.cell_code not in scope.cells:
        where = "phạm vi đồng chí phụ trách" if scope.actor else "hệ thống"
        problems.append(_remark(row, "cell_code", f"Không có chi bộ mang mã “{row.cell_code}” trong {where}.", labels))
    wrong = check_record(row.values, local_date(scope.now))
    return problems + [_remark(row, name, message, labels) for name, message in wrong.items()]


def _set_beside(row: MemberRow, member: Member, scope: Scope, labels: Labels, result: Comparison) -> None:
    if row.cell_code and row.cell_code != member.cell_id:
        message = f"Hệ thống ghi chi bộ “{member.cell_id}”; chuyển sinh hoạt làm theo thủ tục, tệp không đổi được."
        result.remarks.append(_remark(row, "cell_code", message, labels))
    try:
        changes = changes_of(member, row.values, scope.now)
        if scope.actor is not None:
            check_permitted(member, changes, scope.actor, scope.now)
    except NothingToChange:
        result.same += 1
    except (RecordFieldsInvalid, OwnRecord, FieldNotYours, SignInNotYours) as refused:
        result.refused += _told(row, refused, labels)
    else:
        result.changed.append(Changed(row, member, changes))


def _told(row: MemberRow, refused: AppError, labels: Labels) -> list[Remark]:
    if not refused.details:
        return [_remark(row, _key_of(row), refused.message, labels)]
    return [_remark(row, name, message, labels) for name, message in refused.details.items()]


def _remark(row: MemberRow, name: str, message: str, labels: Labels) -> Remark:
    return Remark(row.line, labels.get(name) or label_of(name), message)
