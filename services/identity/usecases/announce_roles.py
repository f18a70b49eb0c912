"""Tells every role that is held or was ended again, for a service whose copy was lost or is doubted.

Each is a new event with the grant's next number; a reader that keeps the newest loses nothing. Safe to repeat or break
off.
"""

from __future__ import annotations

from services.identity.store import role_grants
from services.identity.store.role_grants import RoleGrant
from shared.clock import local_date
from shared.contracts.identity import RoleEnded, RoleGranted
from shared.outbox import ChangedByAnother, change


def announce_roles() -> int:
    announced = 0
    for grant in role_grants.every():
        _announce(grant)
        announced += 1
    return announced


def _announce(grant: RoleGrant) -> None:
    while True:
        try:
            change(grant, _told(grant))
        except ChangedByAnother:
            grant = role_grants.get(grant.id)
        else:
            return


def _told(grant: RoleGrant) -> RoleGranted | RoleEnded:
    if grant.ended_at is not None:
        return RoleEnded(
            member_id=grant.member_id,
            role=grant.role,
            organisation_path=grant.organisation_path,
            ended_on=local_date(grant.ended_at),
        )
    return RoleGranted(
        member_id=grant.member_id,
        role=grant.role,
        organisation_path=grant.organisation_path,
        valid_from=grant.valid_from,
        valid_until=grant.valid_until,
    )
