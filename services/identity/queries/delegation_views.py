"""How help is shown: who helps me, whom I help, who helps a member of the cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from services.identity.rules.delegations import State
from services.identity.store import members
from services.identity.store.delegations import Delegation


class DelegationView(msgspec.Struct, frozen=True):
    """`member_name`, `helper_name`: None where the looker may not know it yet: the name of a helper who has not agreed
    would tell whose telephone was typed."""

    delegation_id: str
    member_name: str | None
    helper_name: str | None
    deeds: list[str]
    valid_from: date
    valid_until: date
    state: str


class DelegationList(msgspec.Struct, frozen=True):
    items: list[DelegationView]


def shown(found: Sequence[Delegation]) -> DelegationList:
    people = {item.member_id for item in found} | {item.helper_id for item in found if item.helper_id}
    names = {member.id: member.full_name for member in members.by_ids(people)}
    return DelegationList([_view(item, names) for item in found])


def _view(item: Delegation, names: dict[str, str]) -> DelegationView:
    agreed = State(item.state) is not State.OFFERED
    return DelegationView(
        delegation_id=item.id,
        member_name=names.get(item.member_id),
        helper_name=names.get(item.helper_id or "") if agreed else None,
        deeds=list(item.deeds),
        valid_from=item.valid_from,
        valid_until=item.valid_until,
        state=item.state,
    )
