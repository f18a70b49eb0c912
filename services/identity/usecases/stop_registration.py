"""The person stops, at whatever step, and takes the consents back (law L1): pictures and what was read are deleted."""

from __future__ import annotations

from services.identity.rules.registration_flow import Move, State
from services.identity.store import consents, registration_pictures
from services.identity.store.registrations import Registration
from services.identity.usecases.finding_registration import OfRegistration, RegistrationStep, mine
from shared.outbox import change
from shared.store import in_transaction
from shared.usecase import Context


class StopRegistration(OfRegistration):
    pass


def stop_registration(command: StopRegistration, ctx: Context) -> RegistrationStep:
    """What stays is that there was a registration, and the proof of what was agreed to and when that ended."""
    registration = mine(command, ctx, Move.STOP)
    changed = in_transaction(lambda: _stop(registration, ctx))
    registration_pictures.forget(changed)
    return RegistrationStep(changed.state)


def _stop(registration: Registration, ctx: Context) -> Registration:
    consents.withdraw_all(registration.id, ctx.now)
    return change(
        registration,
        set__state=State.STOPPED,
        set__ended_at=ctx.now,
        unset__fields=True,
        unset__confirmed=True,
        unset__match=True,
        unset__contact=True,
        unset__selfie_pixels=True,
        unset__selfie_look=True,
        unset__selfie_keys=True,
        unset__face_distance=True,
        unset__face_verdict=True,
        unset__portrait_distance=True,
        unset__portrait_verdict=True,
    )
