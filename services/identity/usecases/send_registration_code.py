"""A code to the telephone on the member's record: what the register knows and a forged card does not (see
rules/registration_decision.py)."""

from __future__ import annotations

from secrets import randbelow

from services.identity.engines.in_use import engines
from services.identity.rules import login_codes
from services.identity.rules.errors import TooSoon
from services.identity.rules.registration_errors import TooManyPictures
from services.identity.rules.registration_flow import MOST_CODES, Move
from services.identity.store import login_codes as stored_codes
from services.identity.store import members
from services.identity.usecases.finding_registration import OfRegistration, mine
from services.identity.usecases.request_login_code import CodeRequested, send_code
from shared.outbox import change
from shared.usecase import Context


class SendRegistrationCode(OfRegistration):
    pass


def send_registration_code(command: SendRegistrationCode, ctx: Context) -> CodeRequested:
    """The number itself is not told. Raises NotNow, TooSoon, TooManyPictures."""
    registration = mine(command, ctx, Move.CONFIRM_PHONE)
    place = stored_codes.place_for_registration(registration.id)
    if not login_codes.may_send_again(stored_codes.made_at(place), ctx.now):
        raise TooSoon
    if registration.codes_sent >= MOST_CODES:
        raise TooManyPictures
    change(registration, inc__codes_sent=1)
    member = members.get(registration.member_id or "")
    code = login_codes.write_code(randbelow(10**login_codes.DIGITS))
    expires_at = ctx.now + login_codes.LIFETIME_SENT
    stored_codes.keep(place, None, code, ctx.now, expires_at)
    phone = member.phone
    engines().aside(lambda: send_code(phone, code, expires_at))
    return CodeRequested(sent=True, channel=engines().code_sender.channel)
