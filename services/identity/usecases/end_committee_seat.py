"""A seat in a committee ends before its term, with the reason; the rest of the committee goes on."""

from __future__ import annotations

from datetime import date

from services.identity.rules.organisation_errors import CommitteeNotFound, CommitteeWrong
from services.identity.rules.permissions import ADMINISTER
from services.identity.store import committees, organisations
from services.identity.store.committees import Committee
from services.identity.usecases.checking_change import above
from services.identity.usecases.elect_committee import CommitteeElected
from shared.clock import local_date
from shared.security import audit, authorise
from shared.store import in_transaction
from shared.usecase import Context, Id, Line, Request


class EndCommitteeSeat(Request):
    committee_id: Id
    member_id: Id
    ended_on: date
    reason: Line


def end_committee_seat(command: EndCommitteeSeat, ctx: Context) -> CommitteeElected:
    """Raises CommitteeNotFound, CommitteeWrong. Ended twice, the first day stays."""
    committee = committees.get(command.committee_id)
    organisation = organisations.get(committee.organisation_id)
    authorise(ctx.actor, ADMINISTER, above(organisation))
    if not any(seat.member_id == command.member_id for seat in committee.seats):
        raise CommitteeNotFound
    if not committee.elected_on <= command.ended_on <= local_date(ctx.now):
        raise CommitteeWrong(details={"ended_on": "Ngày thôi nằm trong nhiệm kỳ và không ở tương lai."})

    def work() -> None:
        open_seat = {"$elemMatch": {"member_id": command.member_id, "ended_on": None}}
        changed = Committee.objects(__raw__={"_id": committee.id, "seats": open_seat}).update(
            set__seats__S__ended_on=command.ended_on, set__seats__S__end_reason=command.reason
        )
        if changed:
            audit.record(
                "identity.committee_seat_ended",
                actor=ctx.actor,
                subject=command.member_id,
                path=organisation.path,
                about=[command.member_id],
                details={"committee_id": committee.id},
                at=ctx.now,
            )

    in_transaction(work)
    return CommitteeElected(committee.id)
