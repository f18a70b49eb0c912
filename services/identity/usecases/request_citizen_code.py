"""Have a one-time code sent to a citizen's telephone; the same for one who has an account and one who has none."""

from __future__ import annotations

from secrets import randbelow

from services.identity.engines.code_sender import CodeNotSent
from services.identity.engines.in_use import engines
from services.identity.rules import login_codes
from services.identity.rules.errors import FieldProblem, TooSoon
from services.identity.rules.numbers import phone_number
from services.identity.store import login_codes as stored_codes
from services.identity.usecases.request_login_code import CodeRequested, send_code
from shared.usecase import Context, Line, Request


class RequestCitizenCode(Request):
    phone: Line


def request_citizen_code(command: RequestCitizenCode, ctx: Context) -> CodeRequested:
    """Raises FieldProblem, TooSoon, CodeNotSent."""
    sender = engines().code_sender
    if not sender.sends:
        raise CodeNotSent("Tỉnh chưa mở gửi mã qua tin nhắn nên chưa mở tài khoản công dân.")
    phone = typed_phone(command.phone)
    place = citizens_place(phone)
    if not login_codes.may_send_again(stored_codes.made_at(place), ctx.now):
        raise TooSoon
    code = login_codes.write_code(randbelow(10**login_codes.DIGITS))
    expires_at = ctx.now + login_codes.LIFETIME_SENT
    stored_codes.keep(place, None, code, ctx.now, expires_at)
    engines().aside(lambda: send_code(phone, code, expires_at))
    return CodeRequested(sent=True, channel=sender.channel)


def citizens_place(phone: str) -> str:
    """Another than that of a member with the same telephone: neither code opens the other's account."""
    return stored_codes.place_for_name(f"citizen {phone}")


def typed_phone(text: str) -> str:
    try:
        return phone_number(text)
    except FieldProblem as error:
        raise FieldProblem(error.message, details={"phone": error.message}) from error
