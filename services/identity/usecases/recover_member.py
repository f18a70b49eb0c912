"""The secretary has the member in front of him, knows that it is him, and lets him in again: a one-time code, and where
the device is lost every device is signed out and every passkey removed with it, in one transaction."""

from __future__ import annotations

from services.identity.store import members, passkeys, recovery_requests, sessions
from services.identity.store.members import Member
from services.identity.usecases.issue_login_code import LoginCodeIssued, check_may_issue, hand_out
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class RecoverMember(Request):
    member_id: Id
    device_lost: bool


def recover_member(command: RecoverMember, ctx: Context) -> LoginCodeIssued:
    """Raises NotPermitted, CodeNotForThem as for any code."""
    member = members.get(command.member_id)
    check_may_issue(member, ctx)
    issued: list[LoginCodeIssued] = []

    def work() -> None:
        audit.record(
            "identity.recovered",
            actor=ctx.actor,
            subject=member.id,
            path=member.cell_path,
            about=[member.id],
            details={"device_lost": command.device_lost},
            at=ctx.now,
        )
        if command.device_lost:
            _shut_out(member)
        recovery_requests.close(member.id)
        issued[:] = [hand_out(member, ctx)]

    in_transaction(work)
    return issued[0]


def _shut_out(member: Member) -> None:
    """Whoever holds the lost device."""
    sessions.end_all(member.id)
    passkeys.remove_all(member.id)
