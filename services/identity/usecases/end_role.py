"""End a role before its last day, with the reason. What identity answers knows it at once, other services within the
life of a token; the grant stays as history."""

from __future__ import annotations

import msgspec

from services.identity.rules.grants import Role
from services.identity.rules.permissions import ADMINISTER
from services.identity.rules.role_errors import OwnRole
from services.identity.store import members, role_grants
from shared.clock import local_date
from shared.contracts.identity import RoleEnded
from shared.outbox import change
from shared.security import audit, authorise
from shared.store import in_transaction
from shared.usecase import Context, Id, Line, Request


class EndRole(Request):
    grant_id: Id
    reason: Line


class RoleEndedView(msgspec.Struct, frozen=True):
    grant_id: str


def end_role(command: EndRole, ctx: Context) -> RoleEndedView:
    """Raises RoleGrantNotFound, OwnRole. Ended twice it is no mistake."""
    grant = role_grants.get(command.grant_id)
    authorise(ctx.actor, ADMINISTER, grant.organisation_path)
    authorise(ctx.actor, ADMINISTER, members.get(grant.member_id).cell_path)
    if grant.member_id == ctx.actor.member_id and grant.role == Role.ADMINISTRATOR:
        raise OwnRole
    if grant.ended_at is not None:
        return RoleEndedView(grant.id)
    event = RoleEnded(
        member_id=grant.member_id,
        role=grant.role,
        organisation_path=grant.organisation_path,
        ended_on=local_date(ctx.now),
    )

    def work() -> None:
        audit.record(
            "identity.role_ended",
            actor=ctx.actor,
            subject=grant.member_id,
            path=grant.organisation_path,
            about=[grant.member_id],
            details={"role": grant.role, "grant_id": grant.id},
            at=ctx.now,
        )
        change(
            grant,
            event,
            set__ended_at=ctx.now,
            set__ended_by=ctx.actor.member_id,
            set__end_reason=command.reason,
        )

    in_transaction(work)
    return RoleEndedView(grant.id)
