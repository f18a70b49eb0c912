"""Without camera, consent or luck: a name and a telephone are left, and the cell's secretary takes over (L2)."""

from __future__ import annotations

from msgspec import Struct

from services.identity.rules.names import fold
from services.identity.rules.numbers import phone_number
from services.identity.rules.registration_decision import ASKED, CARD_ALONE, PICTURES_REFUSED
from services.identity.rules.registration_flow import Move, State
from services.identity.store import organisations
from services.identity.store.registrations import Registration, as_json
from services.identity.usecases.finding_registration import OfRegistration, RegistrationStep, mine
from services.identity.usecases.on_selfie_taken import path_of
from shared.contracts.identity import RegistrationDecided
from shared.outbox import change
from shared.usecase import Context, Line


class Contact(Struct, frozen=True):
    full_name: str
    phone: str
    cell: str


class AskForPerson(OfRegistration):
    """`cell`: how the person calls the own cell; the code that stands on papers is understood as well."""

    full_name: Line
    phone: Line
    cell: Line


def ask_for_person(command: AskForPerson, ctx: Context) -> RegistrationStep:
    """Raises FieldProblem for a telephone that is none. No word of whether cell or person exist."""
    registration = mine(command, ctx, Move.ASK_FOR_PERSON)
    contact = Contact(command.full_name, phone_number(command.phone), command.cell)
    path = _path(registration, command.cell)
    changed = change(
        registration,
        RegistrationDecided(registration_id=registration.id, path=path, outcome="in_review"),
        set__state=State.IN_REVIEW,
        set__reasons=_reasons(registration),
        set__contact=as_json(contact),
        set__path=path,
    )
    return RegistrationStep(changed.state)


def _reasons(registration: Registration) -> list[str]:
    told = {
        ASKED: True,
        CARD_ALONE: registration.state == State.PHONE_WANTED,
        PICTURES_REFUSED: bool(registration.refused_pictures),
    }
    return [reason for reason, true in told.items() if true]


def _path(registration: Registration, cell: str) -> str:
    """The cell that is meant beyond doubt; else the cell of the card's owner; else the province."""
    named = organisations.cells_named(fold(cell), cell)
    return named[0] if len(named) == 1 else path_of(registration)
