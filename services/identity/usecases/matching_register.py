"""Whose card is it: what was read, held against the records it could be about. The same for machine and person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from services.identity.rules import dates, register_match
from services.identity.rules.card_reading import BIRTH_DATE, CARD_NUMBER, CITIZEN_NUMBER, FULL_NAME, FieldReading
from services.identity.rules.errors import FieldProblem
from services.identity.rules.names import fold
from services.identity.rules.register_match import Match, RegisterRecord, nearby_numbers
from services.identity.store import members
from services.identity.store.members import Member


def matches(fields: Mapping[str, str]) -> list[Match]:
    """Best first."""
    number = fields.get(CARD_NUMBER, "")
    found = members.possibly(
        [number, *nearby_numbers(number)] if number else [],
        fields.get(CITIZEN_NUMBER, ""),
        _iso(fields.get(BIRTH_DATE, "")),
        fold(fields.get(FULL_NAME, "")),
    )
    readings = {name: FieldReading(text, 1.0) for name, text in fields.items()}
    return register_match.match(readings, [_record(member) for member in found])


def _record(member: Member) -> RegisterRecord:
    return RegisterRecord(
        record_id=member.id,
        full_name=member.full_name,
        birth_date=date.fromisoformat(member.birth_date),
        card_number=member.card_number or "",
        citizen_number=member.citizen_number or "",
        admitted_on=member.admitted_on,
        official_on=member.official_on,
    )


def _iso(text: str) -> str:
    try:
        return dates.parse_date(text).isoformat() if text else ""
    except FieldProblem:
        return ""
