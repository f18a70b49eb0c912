"""Everything identity keeps about me, in full, to take along (law L4). The caller's own only; it is not audited as a
reading by another, but a bulk copy is noted so that a stolen telephone leaves a trace."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec

from services.identity.queries.delegation_views import DelegationView, shown
from services.identity.queries.my_roll_out import MyRollOut, MyRollOutView, my_roll_out
from services.identity.store import (
    accounts,
    data_requests,
    delegations,
    members,
    organisations,
    passkeys,
    role_grants,
    sessions,
)
from services.identity.store.members import Member
from services.identity.usecases.opening_session import check_open
from shared.clock import local_date
from shared.security import audit
from shared.usecase import Context, Request


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
    roll_out: MyRollOutView


_NOT_CONTENT = frozenset({"version", "event_sequence", "outbox", "outbox_since"})
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
        roll_out=my_roll_out(MyRollOut(), ctx),
    )


def _record(member: Member) -> dict[str, Any]:
    """By field name, decrypted; a field that is added to the record is in it without another line here."""
    names = [name for name in member._fields if name not in _NOT_CONTENT and not name.endswith("_key")]
    values = {name: getattr(member, name) for name in names}
    return {name: value for name, value in values.items() if value is not None}
