"""Give a member a role over an organisation, from a day until a day."""

from __future__ import annotations

from datetime import date

import msgspec

from services.identity.rules import grants
from services.identity.rules.errors import AlreadyHeld
from services.identity.rules.grants import Role, Term
from services.identity.rules.membership import Status
from services.identity.rules.organisation_errors import OrganisationClosed
from services.identity.rules.permissions import ADMINISTER
from services.identity.rules.tree import Kind
from services.identity.store import members, organisations, role_grants
from services.identity.store.members import Member
from services.identity.store.organisations import Organisation
from services.identity.store.role_grants import RoleGrant
from shared.clock import local_date
from shared.contracts.identity import RoleGranted
from shared.ids import derive_id
from shared.outbox import create
from shared.security import Actor, audit, authorise
from shared.store.transactions import in_transaction
from shared.usecase import Context, Id, Request


class GrantRole(Request):
    member_id: Id
    role: Role
    organisation_id: Id
    valid_from: date | None = None
    valid_until: date | None = None


class RoleGrantedView(msgspec.Struct, frozen=True):
    grant_id: str


def grant_role(command: GrantRole, ctx: Context) -> RoleGrantedView:
    actor = ctx.actor
    organisation = organisations.get(command.organisation_id)
    member = members.get(command.member_id)
    authorise(actor, ADMINISTER, organisation.path)
    authorise(actor, ADMINISTER, member.cell_path)
    if not organisation.exists_on(local_date(ctx.now)):
        raise OrganisationClosed
    term = Term(command.role, organisation.path, command.valid_from or local_date(ctx.now), command.valid_until)
    return RoleGrantedView(give_role(member, organisation, term, actor))


def give_role(member: Member, organisation: Organisation, term: Term, actor: Actor | None) -> str:
    """The id derives from what is granted, so that a repeated command meets its own grant. `actor` None: done at
    the machine itself, where the first administrator comes from."""
    kind, status = Kind(organisation.kind), Status(member.status)
    grants.check_grant(term.role, kind, status, term.valid_from, term.valid_until)
    grant_id = derive_id("role", member.id, term.role, term.path, term.valid_from.isoformat())
    while (found := role_grants.find(grant_id)) is not None:
        if found.ended_at is None:
            return grant_id
        grant_id = derive_id("after", grant_id)  # it was ended, and is given anew on the same day
    if any(grants.overlaps(term, held) for held in role_grants.terms_of(member.id)):
        raise AlreadyHeld
    grant = RoleGrant(
        id=grant_id,
        member_id=member.id,
        role=str(term.role),
        organisation_id=organisation.id,
        organisation_path=term.path,
        valid_from=term.valid_from,
        valid_until=term.valid_until,
        granted_by=actor.member_id if actor else None,
    )
    event = RoleGranted(
        member_id=member.id,
        role=term.role.value,
        organisation_path=term.path,
        valid_from=term.valid_from,
        valid_until=term.valid_until,
    )

    def work() -> None:
        audit.record(
            "identity.role_granted",
            actor=actor,
            subject=member.id,
            path=term.path,
            about=[member.id],
            details={"role": str(term.role), "grant_id": grant_id},
        )
        create(grant, event)

    in_transaction(work)
    return grant_id
