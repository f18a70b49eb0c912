"""The first administrator of a province, appointed at the machine itself; all others are granted through the door."""

from __future__ import annotations

from datetime import datetime
from secrets import randbelow

from services.identity.rules import login_codes
from services.identity.rules.errors import MemberNotFound
from services.identity.rules.grants import Role, Term
from services.identity.rules.numbers import record_number
from services.identity.store import login_codes as stored_codes
from services.identity.store import members, organisations
from services.identity.usecases.grant_role import give_role
from shared.clock import local_date


def appoint_administrator(record: str, organisation_id: str, now: datetime) -> str:
    """A one-time code to sign in with, under the number of the Party card or the telephone."""
    member = members.with_record(record_number(record))
    if member is None:
        raise MemberNotFound
    organisation = organisations.get(organisation_id)
    give_role(member, organisation, Term(Role.ADMINISTRATOR, organisation.path, local_date(now), None), None)
    code = login_codes.write_code(randbelow(10**login_codes.DIGITS))
    place = stored_codes.place_for_member(member.id)
    stored_codes.keep(place, member.id, code, now, now + login_codes.LIFETIME_IN_PERSON)
    return code
