"""One organisation: what it is, how to reach it, what became of it and why."""

from __future__ import annotations

from datetime import date

import msgspec

from services.identity.rules.organisation_changes import KIND_WORDS
from services.identity.rules.permissions import ADMINISTER, SEE_MEMBERS
from services.identity.store import members_at, organisation_changes, organisations
from services.identity.store.organisation_changes import OrganisationChange
from services.identity.store.organisations import Organisation
from services.identity.usecases.checking_change import above
from shared.security import allowed, authorise
from shared.usecase import Context, Id, Request


class ReadOrganisation(Request):
    organisation_id: Id


class ChangeView(msgspec.Struct, frozen=True):
    """`other_name`: where it went or came from; `failed`: why a planned one could not be carried out."""

    id: str
    change: str
    state: str
    effective_on: date
    number: str
    signed_on: date
    issued_by: str
    reason: str | None
    subject_name: str
    other_name: str | None
    name: str | None
    name_before: str | None
    failed: str | None


class Below(msgspec.Struct, frozen=True):
    id: str
    name: str
    kind: str


class OrganisationView(msgspec.Struct, frozen=True):
    """`may_decide`: about itself; `may_found`: below it."""

    id: str
    name: str
    kind: str
    kind_label: str
    path: str
    parent_id: str | None
    parent_name: str | None
    since: date | None
    until: date | None
    successor_name: str | None
    members: int
    address: str | None
    phone: str | None
    email: str | None
    below: list[Below]
    history: list[ChangeView]
    may_decide: bool
    may_found: bool


def read_organisation(query: ReadOrganisation, ctx: Context) -> OrganisationView:
    """Raises OrganisationNotFound, NotPermitted."""
    one = organisations.get(query.organisation_id)
    authorise(ctx.actor, SEE_MEMBERS, one.path)
    changes = organisation_changes.of_organisation(one.id)
    named = organisations.by_ids(
        {one.parent_id or "", one.successor_id or ""}
        | {other for item in changes for other in (item.organisation_id, item.other_id or "")}
    )
    return OrganisationView(
        id=one.id,
        name=one.name,
        kind=one.kind,
        kind_label=KIND_WORDS[one.kind],
        path=one.path,
        parent_id=one.parent_id,
        parent_name=_name(named, one.parent_id),
        since=one.effective_from,
        until=one.effective_until,
        successor_name=_name(named, one.successor_id),
        members=members_at.number(one.path),
        address=one.address,
        phone=one.phone,
        email=one.email,
        below=[Below(child.id, child.name, KIND_WORDS[child.kind]) for child in organisations.directly_below(one.path)],
        history=[_change(item, named) for item in changes],
        may_decide=allowed(ctx.actor, ADMINISTER, above(one)),
        may_found=allowed(ctx.actor, ADMINISTER, one.path),
    )


def _change(item: OrganisationChange, named: dict[str, Organisation]) -> ChangeView:
    return ChangeView(
        id=item.id,
        change=item.change,
        state=item.state,
        effective_on=item.effective_on,
        number=item.number,
        signed_on=item.signed_on,
        issued_by=item.issued_by,
        reason=item.reason,
        subject_name=_name(named, item.organisation_id) or item.name or item.organisation_id,
        other_name=_name(named, item.other_id),
        name=item.name,
        name_before=item.name_before,
        failed=item.failed,
    )


def _name(named: dict[str, Organisation], organisation_id: str | None) -> str | None:
    found = named.get(organisation_id or "")
    return found.name if found else None
