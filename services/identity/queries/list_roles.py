"""Who holds which role where, at or below an organisation: in force and to come."""

from __future__ import annotations

from datetime import date

import msgspec

from services.identity.queries.reading_records import leave_trail
from services.identity.rules.permissions import ADMINISTER
from services.identity.store import members, organisations, role_grants
from shared.clock import local_date
from shared.security import authorise
from shared.usecase import Context, Path, Request

MOST = 300


class ListRoles(Request):
    organisation_path: Path


class HeldRole(msgspec.Struct, frozen=True):
    grant_id: str
    member_id: str
    full_name: str
    role: str
    organisation_path: str
    organisation_name: str
    valid_from: date
    valid_until: date | None


class HeldRoles(msgspec.Struct, frozen=True):
    """`cut`: there are more than could be shown; a lower organisation shows its own."""

    items: list[HeldRole]
    cut: bool


def list_roles(query: ListRoles, ctx: Context) -> HeldRoles:
    authorise(ctx.actor, ADMINISTER, query.organisation_path)
    found = role_grants.not_over_below(query.organisation_path, local_date(ctx.now), MOST + 1)
    shown = found[:MOST]
    names = {member.id: member.full_name for member in members.by_ids({grant.member_id for grant in shown})}
    places = organisations.names_of({grant.organisation_path for grant in shown})
    leave_trail("identity.roles_listed", ctx, query.organisation_path, list(names))
    return HeldRoles(
        [
            HeldRole(
                grant_id=grant.id,
                member_id=grant.member_id,
                full_name=names.get(grant.member_id, ""),
                role=grant.role,
                organisation_path=grant.organisation_path,
                organisation_name=places.get(grant.organisation_path, ""),
                valid_from=grant.valid_from,
                valid_until=grant.valid_until,
            )
            for grant in shown
        ],
        cut=len(found) > MOST,
    )
