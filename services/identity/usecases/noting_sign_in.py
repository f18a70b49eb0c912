"""That a member signed in today, as the day and nothing finer.

Cell numbers change only where somebody comes in for the first time, or again after 30 days; on the other days it is
one small write, because on the day of the meetings hundreds of thousands come in within an hour.
"""

from __future__ import annotations

from datetime import date, datetime

from services.identity.rules.roll_out import first_active_day
from services.identity.store import roll_out_members
from services.identity.store.members import Member
from services.identity.usecases.counting_roll_out import fact_of, recount
from shared.clock import local_date
from shared.store import in_transaction

BY_CODE, BY_SIGNING_IN = "code", "sign_in"


def note_sign_in(member: Member, now: datetime, *, by_code: bool) -> None:
    today = local_date(now)
    fact = roll_out_members.find(member.id)
    if fact is not None and fact.active_on is not None and fact.active_on >= today:
        return
    if fact is not None and fact.registered_on and fact.active_on and fact.active_on >= first_active_day(today):
        roll_out_members.keep(member.id, set__active_on=today)
        return
    way = BY_CODE if by_code else BY_SIGNING_IN

    def work() -> None:
        if fact_of(member).registered_on is None:
            roll_out_members.keep(member.id, set__registered_on=today, set__way=way)
        roll_out_members.keep(member.id, set__active_on=today)
        recount([member.cell_id], today)

    in_transaction(work)


def note_registered(member: Member, way: str, on: date, today: date) -> None:
    """The way that registration tells counts for more than that of a first signing in; the earlier day stays."""

    def work() -> None:
        before = fact_of(member).registered_on
        roll_out_members.keep(member.id, set__registered_on=min(before or on, on), set__way=way)
        recount([member.cell_id], today)

    in_transaction(work)
