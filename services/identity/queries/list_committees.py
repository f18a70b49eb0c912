"""The committees of an organisation, by term: who sits in the present one, who sat in those before."""

from __future__ import annotations

from datetime import date

import msgspec

from services.identity.queries.reading_records import leave_trail
from services.identity.rules.permissions import ADMINISTER, SEE_NUMBERS
from services.identity.store import committees, members, organisations
from services.identity.usecases.checking_change import above
from shared.clock import local_date
from shared.security import allowed, authorise
from shared.usecase import Context, Id, Request


class ListCommittees(Request):
    organisation_id: Id


class SeatView(msgspec.Struct, frozen=True):
    member_id: str
    full_name: str
    post: str
    ended_on: date | None
    end_reason: str


class CommitteeView(msgspec.Struct, frozen=True):
    """`acting`: today. `overdue`: the term is over and no new committee is recorded."""

    id: str
    elected_on: date
    ends_on: date
    ended_on: date | None
    approved_by: str
    acting: bool
    overdue: bool
    seats: list[SeatView]


class CommitteeList(msgspec.Struct, frozen=True):
    organisation_name: str
    may_record: bool
    items: list[CommitteeView]


def list_committees(query: ListCommittees, ctx: Context) -> CommitteeList:
    organisation = organisations.get(query.organisation_id)
    authorise(ctx.actor, SEE_NUMBERS, organisation.path)
    found = committees.of_organisation(organisation.id)
    names = {item.id: item.full_name for item in members.by_ids({s.member_id for c in found for s in c.seats})}
    leave_trail("identity.committees_listed", ctx, organisation.path, list(names))
    today = local_date(ctx.now)
    items = [
        CommitteeView(
            id=item.id,
            elected_on=item.elected_on,
            ends_on=item.ends_on,
            ended_on=item.ended_on,
            approved_by=item.approved_by,
            acting=item.ended_on is None,
            overdue=item.ended_on is None and item.ends_on < today,
            seats=[
                SeatView(seat.member_id, names.get(seat.member_id, ""), seat.post, seat.ended_on, seat.end_reason or "")
                for seat in item.seats
            ],
        )
        for item in found
    ]
    may = organisation.exists_on(today) and allowed(ctx.actor, ADMINISTER, above(organisation))
    return CommitteeList(organisation.name, may, items)
