"""The code that was sent to the telephone on the record is typed in: the person is verified."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from services.identity.rules.login_codes import typed_code
from services.identity.rules.registration_errors import CodeRefused
from services.identity.rules.registration_flow import Move, State
from services.identity.store import login_codes, registration_pictures
from services.identity.store.login_codes import LoginCode
from services.identity.store.registrations import Registration
from services.identity.usecases.finding_registration import OfRegistration, RegistrationStep, mine
from shared.contracts.identity import RegistrationDecided
from shared.outbox import change
from shared.store import in_transaction
from shared.usecase import Context


class ConfirmPhone(OfRegistration):
    code: Annotated[str, Meta(min_length=1, max_length=50)]


def confirm_phone(command: ConfirmPhone, ctx: Context) -> RegistrationStep:
    """Raises NotNow, CodeRefused: wrong, over, used up or tried too often, which is not told apart."""
    registration = mine(command, ctx, Move.CONFIRM_PHONE)
    row = login_codes.spend_attempt(login_codes.place_for_registration(registration.id), ctx.now)
    if row is None or not login_codes.matches(row, typed_code(command.code)):
        raise CodeRefused(details={"code": CodeRefused.message})
    changed = in_transaction(lambda: _verify(registration, row, ctx))
    registration_pictures.forget(changed)
    return RegistrationStep(changed.state)


def _verify(registration: Registration, row: LoginCode, ctx: Context) -> Registration:
    if not login_codes.use_up(row):
        raise CodeRefused(details={"code": CodeRefused.message})
    event = RegistrationDecided(registration_id=registration.id, path=registration.path, outcome="verified")
    return change(registration, event, set__state=State.VERIFIED, set__decided_at=ctx.now)
