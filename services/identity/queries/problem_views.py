"""A problem of a record in words, made from the record as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from services.identity.queries.record_views import FieldView, field_view
from services.identity.rules import doubled_records
from services.identity.rules.membership import Status
from services.identity.rules.permissions import SEE_MEMBERS, may_change_field
from services.identity.rules.record_fields import BY_NAME
from services.identity.rules.record_problems import Finding, Kind, basis_of, findings
from services.identity.store.members import Member
from services.identity.store.record_problems import SET_ASIDE, RecordProblem, basis_key
from shared.security import Actor, allowed


class Peer(msgspec.Struct, frozen=True):
    """The other record of a doubled one; nameless where the reader has no business."""

    id: str | None
    full_name: str


class ProblemView(msgspec.Struct, frozen=True):
    """`fields` with what is stored; `proposed`: {field: value} where the record itself says what is right. `version`:
    of the record, to go back with a correction. `note`: why it was set aside, what the member was asked.
    `answer`: the member's."""

    id: str
    member_id: str
    full_name: str
    cell_id: str
    version: int
    code: str
    kind: str
    reason: str
    proposal: str
    fields: list[FieldView]
    proposed: dict[str, str]
    peer: Peer | None
    state: str
    note: str
    answer: str
    changeable: bool
    """The reader keeps every field it is about."""


def finding_of(row: RecordProblem, values: Mapping[str, str], today: date) -> Finding | None:
    """None where the record changed and was not looked through again yet."""
    if row.kind == Kind.DOUBLED:
        return doubled_records.finding(row.code) if values["status"] != Status.LEFT else None
    return next((item for item in findings(values, today) if item.code == row.code), None)


def open_reasons(values: Mapping[str, str], rows: Iterable[RecordProblem], today: date) -> list[str]:
    """Why one record is to be looked at, as on the desk that does so: without what was set aside and is still as it was
    then, with the doubled ones. `rows`: all that are kept of the member."""
    rows = list(rows)
    aside = {(row.code, row.basis) for row in rows if row.state == SET_ASIDE}
    found = [item for item in findings(values, today) if (item.code, basis_key(basis_of(item, values))) not in aside]
    if values["status"] != Status.LEFT:
        doubled = {row.code for row in rows if row.kind == Kind.DOUBLED and row.state != SET_ASIDE}
        found += [doubled_records.finding(code) for code in doubled_records.REASONS if code in doubled]
    return [item.reason for item in found]


def problem_view(
    row: RecordProblem, member: Member, values: Mapping[str, str], found: Finding, *, peer: Member | None, actor: Actor
) -> ProblemView:  # fmt: skip
    changeable = member.id != actor.member_id and all(
        may_change_field(actor, BY_NAME[name].keeper, member.cell_path) for name in found.fields
    )
    return ProblemView(
        id=row.id,
        member_id=member.id,
        full_name=member.full_name,
        cell_id=member.cell_id,
        version=member.version,
        code=row.code,
        kind=row.kind,
        reason=found.reason,
        proposal=found.proposal,
        fields=[field_view(BY_NAME[name], values.get(name, ""), changeable=changeable) for name in found.fields],
        proposed=dict(found.values),
        peer=_peer(row, peer, actor),
        state=row.state,
        note=row.note or "",
        answer=row.answer or "",
        changeable=changeable,
    )


def _peer(row: RecordProblem, peer: Member | None, actor: Actor) -> Peer | None:
    if row.peer_id is None:
        return None
    if peer is None or not allowed(actor, SEE_MEMBERS, peer.cell_path):
        return Peer(None, "")
    return Peer(peer.id, peer.full_name)
