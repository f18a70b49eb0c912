"""The person agrees to one purpose, having been shown its text (law L1): an act of will, kept as proof."""

from __future__ import annotations

from services.identity.rules.consents import Purpose, is_current
from services.identity.rules.registration_errors import ConsentTextChanged
from services.identity.store import consents
from services.identity.usecases.finding_registration import OfRegistration, RegistrationStep, agreed, mine
from shared.usecase import Context


class GiveConsent(OfRegistration):
    purpose: Purpose
    text_version: int


def give_consent(command: GiveConsent, ctx: Context) -> RegistrationStep:
    registration = mine(command, ctx)
    if not is_current(command.purpose, command.text_version):
        raise ConsentTextChanged
    if not agreed(registration.id, command.purpose):
        consents.give(ctx.new_id(), registration.id, command.purpose, command.text_version, ctx.now)
    return RegistrationStep(registration.state)
