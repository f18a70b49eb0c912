"""How far a secretary has come with a member who is to be signed up."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from services.identity.rules.roll_out_errors import AppointmentDayMissing


class Contact(StrEnum):
    CONTACTED = "contacted"
    APPOINTED = "appointed"
    REFUSED = "refused"
    NO_PHONE = "no_phone"


def appointment(contact: Contact, on: date | None, today: date) -> date | None:
    """The day that goes with the mark; a day left in the form of another mark is dropped."""
    if contact is not Contact.APPOINTED:
        return None
    if on is None or on < today:
        raise AppointmentDayMissing(details={"appointed_on": AppointmentDayMissing.message})
    return on
