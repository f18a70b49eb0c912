"""Everything identity keeps about me, in full, to take along (law L4). The caller's own only; it is not audited as a
reading by another, but a bulk copy is noted so that a stolen telephone leaves a trace."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec

from services.identity.queries.delegation_views import DelegationView, shown
from services.identity.queries.my_roll_out import MyRollOut, MyRollOutView, my_roll_out
from services.identity.queries.problem_views import finding_of
from services.identity.queries.record_views import ChangedField, changed_fields
from services.identity.rules.papers import BY_NAME
from services.identity.store import (
    accounts,
    corrections,
    data_requests,
    delegations,
    member_changes,
    member_papers,
    member_values,
    members,
    organisations,
    passkeys,
    record_problems,
    role_grants,
    sessions,
)
from services.identity.store.members import Member
from services.identity.usecases.opening_session import check_open
from shared.clock import local_date
from shared.security import audit
from shared.usecase import Context, Request

MOST_CHANGES = 500


class MyData(Request):
    pass


class KeptRole(msgspec.Struct, frozen=True):
    role: str
    organisation_path: str
    valid_from: date
    valid_until: date | None


class KeptDevice(msgspec.Struct, frozen=True):
    device: str
    started_at: datetime
    last_used_at: datetime


class KeptPasskey(msgspec.Struct, frozen=True):
    name: str
    made_at: datetime
    last_used_at: datetime | None


class KeptRequest(msgspec.Struct, frozen=True):
    kind: str
    text: str | None
    state: str
    opened_at: datetime
    reply: str | None


class KeptPaper(msgspec.Struct, frozen=True):
    """The file itself is fetched by `paper_file` with `paper_id` and `number`."""

    paper_id: str
    number: int
    paper_type: str
    title: str
    file_name: str
    sent_at: datetime
    withdrawn_reason: str | None


class KeptCorrection(msgspec.Struct, frozen=True):
    fields: list[ChangedField]
    reason: str
    state: str
    made_at: datetime
    reply: str | None


class KeptChange(msgspec.Struct, frozen=True):
    """`changed_by`: the name; None for an import."""

    changed_at: datetime
    changed_by: str | None
    reason: str | None
    fields: list[ChangedField]


class KeptCheck(msgspec.Struct, frozen=True):
    """Something in the record that the desk was told to look at again. Of a doubled one the other is not told."""

    reason: str
    state: str
    note: str | None
    decided_at: datetime | None
    answer: str | None


class MyDataView(msgspec.Struct, frozen=True):
    record: dict[str, Any]
    cell_name: str
    username: str | None
    password_chosen_at: datetime | None
    roles: list[KeptRole]
    devices: list[KeptDevice]
    passkeys: list[KeptPasskey]
    helpers: list[DelegationView]
    helped: list[DelegationView]
    requests: list[KeptRequest]
    changes: list[KeptChange]
    corrections: list[KeptCorrection]
    checks: list[KeptCheck]
    papers: list[KeptPaper]
    roll_out: MyRollOutView


_NOT_CONTENT = frozenset({"version", "event_sequence", "outbox", "outbox_since", "unchecked", "recheck_on"})
"""The outbox holds ids that were told to other services; keys and folded forms are derived from what is listed."""


def my_data(_: MyData, ctx: Context) -> MyDataView:
    check_open(ctx.actor.token_id)
    member = members.get(ctx.actor.member_id)
    account = accounts.of_member(member.id)
    audit.record("identity.data_exported", actor=ctx.actor, subject=member.id, path=member.cell_path, about=[member.id])
    return MyDataView(
        record=_record(member),
        cell_name=organisations.get(member.cell_id).name,
        username=account.username if account else None,
        password_chosen_at=account.changed_at if account else None,
        roles=[
            KeptRole(str(term.role), term.path, term.valid_from, term.valid_until)
            for term in role_grants.terms_of(member.id)
        ],
        devices=[
            KeptDevice(item.device or "", item.started_at, item.last_used_at) for item in sessions.of_member(member.id)
        ],
        passkeys=[KeptPasskey(item.name, item.made_at, item.last_used_at) for item in passkeys.of_member(member.id)],
        helpers=shown(delegations.of_member(member.id, local_date(ctx.now))).items,
        helped=shown(delegations.of_helper(member.id, local_date(ctx.now))).items,
        requests=[
            KeptRequest(item.kind, item.text, item.state, item.opened_at, item.reply)
            for item in data_requests.of_member(member.id)
        ],
        changes=_changes(member.id),
        corrections=[
            KeptCorrection(
                [ChangedField(*told) for told in item.as_read()], item.reason, item.state, item.made_at, item.note
            )
            for item in corrections.all_of(member.id)
        ],
        checks=_checks(member, ctx),
        papers=[
            KeptPaper(
                paper.id,
                item.number,
                BY_NAME[paper.paper_type].label,
                paper.title,
                item.file_name,
                item.at,
                paper.withdrawn_reason,
            )
            for paper in member_papers.of_member(member.id)
            for item in paper.versions
            if item.erased_at is None
        ],
        roll_out=my_roll_out(MyRollOut(), ctx),
    )


def _changes(member_id: str) -> list[KeptChange]:
    """Newest first; a copy to take along has the latest of a record that was changed very often."""
    found = member_changes.of_member(member_id, None, MOST_CHANGES)
    names = {item.id: item.full_name for item in members.by_ids({item.by for item in found if item.by})}
    return [KeptChange(item.at, names.get(item.by or ""), item.reason, changed_fields(item)) for item in found]


def _checks(member: Member, ctx: Context) -> list[KeptCheck]:
    values = member_values.values_of(member)
    kept = []
    for row in record_problems.of_member(member.id, *record_problems.STATES):
        found = finding_of(row, values, local_date(ctx.now))
        if found is not None:
            kept.append(KeptCheck(found.reason, row.state, row.note, row.decided_at, row.answer))
    return kept


def _record(member: Member) -> dict[str, Any]:
    """By field name, decrypted; a field that is added to the record is in it without another line here."""
    names = [name for name in member._fields if name not in _NOT_CONTENT and not name.endswith("_key")]
    values = {name: getattr(member, name) for name in names}
    return {name: value for name, value in values.items() if value is not None}
