"""Facts that identity tells: organisations, members, roles. Ids and paths only; names stay in identity."""

from __future__ import annotations

from datetime import date, datetime
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


@event("identity.organisation_moved.v1")
class OrganisationMoved(Event):
    """With everything below it: what carried `old_path` carries `path` now."""

    organisation_id: str
    old_path: str
    path: str


@event("identity.organisation_merged.v1")
class OrganisationMerged(Event):
    """It exists no more; its members, and what stood below it, belong to `into_id` now."""

    organisation_id: str
    into_id: str
    old_path: str
    path: str


@event("identity.organisation_dissolved.v1", routing="optional")
class OrganisationDissolved(Event):
    """Nobody belonged to it any more."""

    organisation_id: str
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


DataRequestKind = Literal["access", "correct", "withdraw", "restrict", "object", "delete"]


@event("identity.data_request_opened.v1", routing="optional")
class DataRequestOpened(Event):
    """A member asked something about the own data (law L4); what it says stays in identity."""

    request_id: str
    cell_path: str
    kind: DataRequestKind
    carry_out_by: date


@event("identity.data_request_answered.v1", routing="optional")
class DataRequestAnswered(Event):
    """The member was told something: received, extended, carried out or refused."""

    request_id: str
    member_id: str
    cell_path: str
    state: Literal["answered", "done", "refused"]


@event("identity.account_closed.v1", routing="optional")
class AccountClosed(Event):
    """By the member's own wish: what serves only the use of the handbook is deleted, the Party's record is not."""

    member_id: str


@event("identity.breach_recorded.v1", routing="optional")
class BreachRecorded(Event):
    """A breach of personal data under `path` was noticed; the notice is due 72 hours later (law L5)."""

    breach_id: str
    path: str
    notice_due: datetime


@event("identity.account_registered.v1")
class AccountRegistered(Event):
    """A member has an account from now on; `way`: how it was got, a word of identity's."""

    member_id: str
    cell_path: str
    way: str
    at: datetime


@event("identity.roll_out_counted.v1")
class RollOutCounted(Event):
    """Numbers of a cell's roll-out are other ones than before; what they are is asked of identity."""

    cell_id: str
    cell_path: str


@event("identity.sign_up_day_planned.v1")
class SignUpDayPlanned(Event):
    """A place signs its members up on a day; where and who helps is asked of identity."""

    day_id: str
    organisation_path: str
    starts_at: datetime


@event("identity.card_photographed.v1")
class CardPhotographed(Event):
    """Work for the card worker: the picture waits, encrypted, in identity's own store."""

    registration_id: str
    picture_id: str


@event("identity.selfie_taken.v1")
class SelfieTaken(Event):
    """Work for the face worker."""

    registration_id: str
    pictures_id: str


@event("identity.member_import_asked.v1")
class MemberImportAsked(Event):
    """Work for the import worker. `round` counts what was asked of one import: an older one is not done any more."""

    import_id: str
    step: Literal["look", "check", "run"]
    round: int


@event("identity.registration_decided.v1", routing="optional")
class RegistrationDecided(Event):
    """`path`: the organisation whose secretary looks at it, or where the member belongs."""

    registration_id: str
    path: str
    outcome: Literal["in_review", "verified", "refused"]
