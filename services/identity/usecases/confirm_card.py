"""The person looks at what was read and corrects it. Both stay, what was read and what was corrected."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from services.identity.rules.card_reading import FIELDS
from services.identity.rules.names import tidy
from services.identity.rules.registration_flow import Move, State
from services.identity.store.registrations import as_json
from services.identity.usecases.finding_registration import OfRegistration, RegistrationStep, mine
from services.identity.usecases.on_card_photographed import match_update
from shared.outbox import change
from shared.usecase import Context

Typed = Annotated[str, Meta(max_length=200)]


class ConfirmCard(OfRegistration):
    """`card`: by the field's name; one that is not named is taken as read, an empty one as not on the card."""

    card: dict[str, Typed]


def confirm_card(command: ConfirmCard, ctx: Context) -> RegistrationStep:
    """No word of whether anybody was found: a stranger with a found card learns nothing."""
    registration = mine(command, ctx, Move.CONFIRM)
    read = registration.read_fields()
    typed = {name: tidy(text) for name, text in command.card.items() if name in FIELDS}
    confirmed = {name: text for name, text in {**read, **typed}.items() if text}
    changed = change(
        registration,
        set__state=State.CONFIRMED,
        set__confirmed=as_json(confirmed),
        set__corrected=confirmed != read,
        **match_update(confirmed),
    )
    return RegistrationStep(changed.state)
