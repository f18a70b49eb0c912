"""How far my registration is. Nothing of the register is in it: only what I sent and what I am to do next."""

from __future__ import annotations

import msgspec

from services.identity.rules.consents import Purpose
from services.identity.rules.registration_flow import MOST_CARDS, MOST_FACES, WAITING, State
from services.identity.rules.registration_words import told_words
from services.identity.usecases.finding_registration import OfRegistration, agreed, mine
from shared.usecase import Context


class RegistrationStatus(OfRegistration):
    pass


class StatusView(msgspec.Struct, frozen=True):
    """`waiting`: a machine is at work, ask again; `told`: sentences about the last picture; `fields`: what was read
    off the card, or corrected; `code_sent`: a code is on its way to the telephone on the record."""

    state: str
    waiting: bool
    told: list[str]
    fields: dict[str, str]
    agreed: list[str]
    cards_left: int
    faces_left: int
    steps: list[str]
    helped: bool
    code_sent: bool


def registration_status(query: RegistrationStatus, ctx: Context) -> StatusView:
    found = mine(query, ctx)
    state = State(found.state)
    return StatusView(
        state=state,
        waiting=state in WAITING,
        told=told_words(found.told),
        fields=found.confirmed_fields(),
        agreed=[str(purpose) for purpose in Purpose if agreed(found.id, purpose)],
        cards_left=max(MOST_CARDS - found.cards_sent, 0),
        faces_left=max(MOST_FACES - found.faces_sent, 0),
        steps=list(found.challenge) if found.challenge_at else [],
        helped=found.helper_id is not None,
        code_sent=found.codes_sent > 0,
    )
