"""A request that was not the member's, or is settled otherwise, leaves the desk."""

from __future__ import annotations

import msgspec

from services.identity.rules.permissions import ISSUE_CODES
from services.identity.rules.recovery_errors import RecoveryNotFound
from services.identity.store import members, recovery_requests
from shared.security import audit, authorise
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class DismissRecovery(Request):
    member_id: Id


class RecoveryDismissed(msgspec.Struct, frozen=True):
    member_id: str


def dismiss_recovery(command: DismissRecovery, ctx: Context) -> RecoveryDismissed:
    """Raises RecoveryNotFound."""
    member = members.get(command.member_id)
    authorise(ctx.actor, ISSUE_CODES, member.cell_path)

    def work() -> None:
        if not recovery_requests.close(member.id):
            raise RecoveryNotFound
        audit.record(
            "identity.recovery_dismissed",
            actor=ctx.actor,
            subject=member.id,
            path=member.cell_path,
            about=[member.id],
            at=ctx.now,
        )

    in_transaction(work)
    return RecoveryDismissed(member.id)
