"""Facts that identity tells: organisations, members, roles. Ids and paths only; names stay in identity."""

from __future__ import annotations

from datetime import date
from typing import Literal

from shared.contracts.registry import Event, event

Role = Literal["member", "cell_secretary", "committee_editor", "committee_officer", "administrator"]
OrganisationKind = Literal["province_committee", "commune_committee", "section_committee", "cell"]
MemberStatus = Literal["official", "probationary", "exempt", "suspended", "left"]


@event("identity.organisation_registered.v1", routing="optional")
class OrganisationRegistered(Event):
    """`path` is the chain of ids from the root with a trailing slash; `name` is an organisation's, not a person's."""

    organisation_id: str
    code: str
    name: str
    kind: OrganisationKind
    parent_id: str | None
    path: str


@event("identity.member_registered.v1")
class MemberRegistered(Event):
    member_id: str
    cell_id: str
    cell_path: str
    status: MemberStatus


@event("identity.member_status_changed.v1")
class MemberStatusChanged(Event):
    member_id: str
    cell_id: str
    cell_path: str
    status: MemberStatus


@event("identity.role_granted.v1", routing="optional")
class RoleGranted(Event):
    member_id: str
    role: Role
    organisation_path: str
    valid_from: date
    valid_until: date | None


@event("identity.role_ended.v1", routing="optional")
class RoleEnded(Event):
    """Before its last day; one that runs out by its date is told by the date it was given with."""

    member_id: str
    role: Role
    organisation_path: str
    ended_on: date


@event("identity.helper_appointed.v1", routing="optional")
class HelperAppointed(Event):
    """A helper may act in a member's stead from a day until a day; which deeds is asked of identity each time."""

    delegation_id: str
    member_id: str
    helper_id: str
    valid_from: date
    valid_until: date


@event("identity.helper_dismissed.v1", routing="optional")
class HelperDismissed(Event):
    """Before its last day, by whichever of them."""

    delegation_id: str
    member_id: str
    helper_id: str
