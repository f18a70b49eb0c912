"""Somebody who forgot the password, and perhaps lost the telephone, asks the cell: its secretary sees it on the desk.

The same answer after the same work for a name nobody has; nothing about the account changes by asking.
"""

from __future__ import annotations

import msgspec

from services.identity.rules.membership import Status, may_sign_in
from services.identity.rules.usernames import typed_username
from services.identity.store import recovery_requests
from services.identity.usecases.finding_member import member_named
from shared.usecase import Context, Line, Request


class AskRecovery(Request):
    username: Line
    device_lost: bool = False


class RecoveryAsked(msgspec.Struct, frozen=True):
    days: int


def ask_recovery(command: AskRecovery, ctx: Context) -> RecoveryAsked:
    found = member_named(command.username)
    member = found if found is not None and may_sign_in(Status(found.status)) else None
    recovery_requests.ask(
        member.id if member else None,
        member.cell_path if member else None,
        typed_username(command.username),
        device_lost=command.device_lost,
        now=ctx.now,
    )
    return RecoveryAsked(recovery_requests.LIFETIME.days)
