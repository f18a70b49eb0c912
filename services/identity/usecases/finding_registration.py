"""What each step of the person who registers begins with: the registration's own secret, the consent for the step."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.rules.consents import TEXTS, Purpose
from services.identity.rules.registration_errors import ConsentNeeded
from services.identity.rules.registration_flow import Move, State, check
from services.identity.store import consents, registrations
from services.identity.store.registrations import Registration
from shared.usecase import Context, Id, Request


class OfRegistration(Request):
    """`secret`: what `begin_registration` answered, and nobody else has."""

    registration_id: Id
    secret: Annotated[str, Meta(min_length=20, max_length=100)]


class RegistrationStep(msgspec.Struct, frozen=True):
    state: str


def mine(command: OfRegistration, ctx: Context, move: Move | None = None) -> Registration:
    """Raises RegistrationNotFound, NotNow."""
    found = registrations.with_secret(command.registration_id, command.secret, ctx.now)
    if move is not None:
        check(move, State(found.state))
    return found


def demand(registration: Registration, purpose: Purpose) -> None:
    """Raises ConsentNeeded."""
    if not agreed(registration.id, purpose):
        raise ConsentNeeded


def agreed(registration_id: str, purpose: Purpose) -> bool:
    """To the text as it is now."""
    return consents.is_given(registration_id, purpose, TEXTS[purpose].version)
