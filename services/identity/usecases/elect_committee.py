"""The result of an election is recorded: the new committee acts from that day, the one before ends the day before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

import msgspec
from mongoengine.errors import NotUniqueError

from services.identity.rules import committees as rules
from services.identity.rules.committees import Post
from services.identity.rules.membership import Status
from services.identity.rules.organisation_errors import OrganisationClosed
from services.identity.rules.permissions import ADMINISTER
from services.identity.store import committees, organisations
from services.identity.store.committees import Committee, Seat
from services.identity.store.members import Member
from services.identity.usecases.checking_change import above
from shared.clock import local_date
from shared.outbox import AlreadyExists
from shared.security import audit, authorise
from shared.store import in_transaction
from shared.usecase import Context, Id, Line, Request


class ElectedSeat(Request):
    member_id: Id
    post: Post


class ElectCommittee(Request):
    """`approved_by`: number of the decision by which the committee above approved it."""

    organisation_id: Id
    elected_on: date
    ends_on: date | None = None
    approved_by: Line
    seats: Annotated[list[ElectedSeat], msgspec.Meta(min_length=1, max_length=100)]


class CommitteeElected(msgspec.Struct, frozen=True):
    committee_id: str


def elect_committee(command: ElectCommittee, ctx: Context) -> CommitteeElected:
    """Raises CommitteeWrong, OrganisationClosed. Recorded by the office above, which approves it."""
    today = local_date(ctx.now)
    organisation = organisations.get(command.organisation_id)
    authorise(ctx.actor, ADMINISTER, above(organisation))
    if not organisation.exists_on(today):
        raise OrganisationClosed
    committee_id = ctx.new_id()
    if Committee.objects(pk=committee_id).first() is not None:
        return CommitteeElected(committee_id)
    ids = [seat.member_id for seat in command.seats]
    found = Member.objects(pk__in=ids).only("id", "status", "cell_path")
    rules.check_seats(seat.post for seat in command.seats)
    rules.check_elected({item.id: (Status(item.status), item.cell_path) for item in found}, ids, organisation.path)
    ends_on = command.ends_on or rules.last_day(command.elected_on)
    made = Committee(
        id=committee_id,
        organisation_id=organisation.id,
        elected_on=command.elected_on,
        ends_on=ends_on,
        approved_by=command.approved_by,
        seats=[Seat(member_id=seat.member_id, post=str(seat.post)) for seat in command.seats],
    )

    def work() -> None:
        before = committees.of_organisation(organisation.id)
        rules.check_term(command.elected_on, ends_on, before[0].elected_on if before else None, today)
        audit.record(
            "identity.committee_elected",
            actor=ctx.actor,
            subject=organisation.id,
            path=organisation.path,
            about=ids,
            details={"committee_id": committee_id},
            at=ctx.now,
        )
        committees.end_acting(organisation.id, command.elected_on - timedelta(days=1))
        made.save(force_insert=True)

    try:
        in_transaction(work)
    except NotUniqueError as error:
        raise AlreadyExists from error
    return CommitteeElected(committee_id)
