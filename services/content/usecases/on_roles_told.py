"""Identity gave a role or ended one: who is meant by a course for those who hold it."""

from __future__ import annotations

from collections.abc import Sequence

from services.content.store import roster
from services.content.store.roster import Holding
from shared.contracts import Received
from shared.contracts.identity import RoleEnded, RoleGranted
from shared.usecase import Context

RoleEvent = RoleGranted | RoleEnded


def on_roles_told(batch: Sequence[Received[RoleEvent]], _ctx: Context) -> None:
    roster.keep_roles([_holding(each) for each in batch])


def _holding(received: Received[RoleEvent]) -> Holding:
    data = received.data
    return Holding(
        received.subject,
        data.member_id,
        data.role,
        data.organisation_path,
        received.sequence,
        valid_from=data.valid_from if isinstance(data, RoleGranted) else None,
        valid_until=data.valid_until if isinstance(data, RoleGranted) else None,
    )
