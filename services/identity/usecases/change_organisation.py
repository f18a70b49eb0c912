"""A decision about the tree is entered: looked at with what follows from it, then carried out or kept for its day."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.rules import organisation_changes as rules
from services.identity.rules.organisation_changes import Change, Wish
from services.identity.rules.organisation_errors import ChangeUnderWay
from services.identity.rules.permissions import ADMINISTER
from services.identity.rules.tree import Kind
from services.identity.store import members_at, organisation_changes, organisations, registrations, role_grants
from services.identity.store.organisation_changes import OrganisationChange, State
from services.identity.store.organisations import Organisation
from services.identity.usecases.carrying_out_change import carry_out
from services.identity.usecases.checking_change import Concerned, above, check_possible, concerned
from shared.clock import local_date
from shared.outbox import create
from shared.security import audit, authorise
from shared.store import in_transaction
from shared.usecase import Context, Id, Line, Request

BATCHES_AT_ONCE = 4
"""Two thousand members while the person waits; the timer does the rest."""


class OrganisationWish(Request):
    """`organisation_id`: what is changed, of `found` and `split` the code of the new one; `other_id`: the new parent
    (move, found), the successor (merge), the cell that members leave (split). The decision: `number`, `signed_on`,
    `issued_by`, `reason`."""

    change: Change
    organisation_id: Line
    effective_on: date
    number: Line
    signed_on: date
    issued_by: Line
    other_id: Annotated[str, Meta(max_length=100)] = ""
    name: Annotated[str, Meta(max_length=200)] = ""
    kind: Kind | None = None
    member_ids: Annotated[list[Id], Meta(max_length=500)] = []
    reason: Annotated[str, Meta(max_length=1_000)] = ""


class ChangePreview(msgspec.Struct, frozen=True):
    """What it touches. `planned`: not before its day."""

    organisations: int
    members: int
    roles_ended: int
    registrations: int
    warnings: list[str]
    planned: bool


class OrganisationChanged(msgspec.Struct, frozen=True):
    change_id: str
    state: str


class PreviewOrganisationChange(OrganisationWish):
    pass


class ChangeOrganisation(OrganisationWish):
    pass


def preview_organisation_change(query: PreviewOrganisationChange, ctx: Context) -> ChangePreview:
    """Raises NotPermitted, ChangeRefused."""
    those = _checked(query, ctx)
    subject, other = those.subject, those.other
    path = subject.path if subject else other.path if other else ""
    moving = query.change in {Change.MOVE, Change.MERGE}
    ends = query.change in {Change.MERGE, Change.DISSOLVE}
    return ChangePreview(
        organisations=len(organisations.at_or_below(path)) if moving else 1,
        members=members_at.number(path) if moving else len(query.member_ids),
        roles_ended=len(role_grants.not_over_at(path, local_date(ctx.now))) if ends else 0,
        registrations=registrations.waiting_below(path) if moving else 0,
        warnings=rules.warnings_of_size(_sizes(query, subject, other)),
        planned=query.effective_on > local_date(ctx.now),
    )


def change_organisation(command: ChangeOrganisation, ctx: Context) -> OrganisationChanged:
    """Of the organisations above, whoever administers them decides: of both places where there are two.

    Raises NotPermitted, ChangeRefused, ChangeUnderWay."""
    those = _checked(command, ctx)
    subject, other = those.subject, those.other
    if organisation_changes.running_of([one.id for one in (subject, other) if one]):
        raise ChangeUnderWay
    place = _deciding(command, subject, other)[0]
    made = OrganisationChange(
        id=ctx.new_id(),
        change=str(command.change),
        organisation_id=command.organisation_id,
        other_id=command.other_id or None,
        name=command.name or None,
        kind=str(command.kind) if command.kind else None,
        member_ids=command.member_ids,
        number=command.number,
        signed_on=command.signed_on,
        issued_by=command.issued_by,
        reason=command.reason or None,
        effective_on=command.effective_on,
        place=place,
        state=State.PLANNED,
        made_by=ctx.actor.member_id,
        made_at=ctx.now,
    )

    def work() -> OrganisationChange:
        audit.record(
            "identity.organisation_change_decided",
            actor=ctx.actor,
            subject=command.organisation_id,
            path=place,
            details={"change": str(command.change), "number": command.number},
            at=ctx.now,
        )
        return create(made)

    item = in_transaction(work)
    if command.effective_on <= local_date(ctx.now):
        item = carry_out(item, ctx.now, BATCHES_AT_ONCE)
    return OrganisationChanged(item.id, item.state)


def _checked(wish: OrganisationWish, ctx: Context) -> Concerned:
    those = concerned(wish.organisation_id, wish.other_id)
    for path in _deciding(wish, those.subject, those.other):
        authorise(ctx.actor, ADMINISTER, path)
    check_possible(wish_of(wish), those, wish.member_ids, local_date(ctx.now))
    return those


def wish_of(wish: OrganisationWish) -> Wish:
    return Wish(
        wish.change,
        wish.organisation_id,
        wish.other_id,
        wish.name,
        wish.kind,
        len(set(wish.member_ids)),
        wish.effective_on,
    )


def _deciding(wish: OrganisationWish, subject: Organisation | None, other: Organisation | None) -> list[str]:
    """Whose office it takes: above what is changed; founding, of the place itself. Of nothing, the whole province's."""
    if wish.change is Change.FOUND:
        return [other.path if other else organisations.root_path()]
    if wish.change is Change.SPLIT:
        return [above(other)]
    if wish.change is Change.MOVE:
        return [above(subject), other.path if other else organisations.root_path()]
    if wish.change is Change.MERGE:
        return [above(subject), above(other)]
    return [above(subject)]


def _sizes(wish: OrganisationWish, subject: Organisation | None, other: Organisation | None) -> dict[str, int]:
    """Official members of the cells that would be left or made small."""
    if wish.change is Change.SPLIT and other:
        moving = members_at.official_of(wish.member_ids)
        return {wish.name: moving, other.name: members_at.official_at(other.path) - moving}
    if wish.change is Change.MERGE and subject and other and other.kind == Kind.CELL:
        return {other.name: members_at.official_at(subject.path) + members_at.official_at(other.path)}
    return {}
