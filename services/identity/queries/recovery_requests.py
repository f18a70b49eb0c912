"""Who of the cell, or of the cells below, waits to be let in again."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.identity.queries.reading_records import leave_trail
from services.identity.rules.permissions import ISSUE_CODES
from services.identity.store import members
from services.identity.store import recovery_requests as stored
from shared.security import authorise
from shared.usecase import Context, Path, Request


class RecoveryRequests(Request):
    organisation_path: Path


class RecoveryView(msgspec.Struct, frozen=True):
    member_id: str
    full_name: str
    device_lost: bool
    asked_at: datetime


class RecoveryList(msgspec.Struct, frozen=True):
    items: list[RecoveryView]


def recovery_requests(query: RecoveryRequests, ctx: Context) -> RecoveryList:
    authorise(ctx.actor, ISSUE_CODES, query.organisation_path)
    waiting = stored.waiting_below(query.organisation_path, ctx.now)
    names = {member.id: member.full_name for member in members.by_ids([item.member_id for item in waiting])}
    if waiting:
        leave_trail("identity.recoveries_seen", ctx, query.organisation_path, list(names))
    return RecoveryList(
        [
            RecoveryView(item.member_id, names[item.member_id], item.device_lost, item.asked_at)
            for item in waiting
            if item.member_id in names
        ]
    )
