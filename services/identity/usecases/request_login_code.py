"""Have a one-time code sent to the telephone on the member's record.

A name nobody has, a member without telephone and one who left all get the same answer after the same work; only the
sending itself differs, and nobody waits for that.
"""

from __future__ import annotations

from datetime import datetime
from secrets import randbelow

import msgspec

from services.identity.engines.code_sender import CodeNotSent
from services.identity.engines.in_use import engines
from services.identity.rules import login_codes
from services.identity.rules.errors import TooSoon
from services.identity.rules.membership import Status, may_sign_in
from services.identity.rules.usernames import typed_username
from services.identity.store import login_codes as stored_codes
from services.identity.usecases.finding_member import member_named
from shared.observability import log
from shared.usecase import Context, Line, Request


class RequestLoginCode(Request):
    username: Line


class CodeRequested(msgspec.Struct, frozen=True):
    sent: bool
    channel: str


def request_login_code(command: RequestLoginCode, ctx: Context) -> CodeRequested:
    sender = engines().code_sender
    if not sender.sends:
        raise CodeNotSent("Tỉnh chưa mở gửi mã qua tin nhắn. Đồng chí vui lòng nhờ bí thư chi bộ cấp mã.")
    place = stored_codes.place_for_name(typed_username(command.username))
    if not login_codes.may_send_again(stored_codes.made_at(place), ctx.now):
        raise TooSoon
    member = member_named(command.username)
    reachable = member if member is not None and member.phone and may_sign_in(Status(member.status)) else None
    code = login_codes.write_code(randbelow(10**login_codes.DIGITS))
    expires_at = ctx.now + login_codes.LIFETIME_SENT
    stored_codes.keep(place, reachable.id if reachable else None, code, ctx.now, expires_at)
    if reachable is not None:
        phone = reachable.phone
        engines().aside(lambda: send_code(phone, code, expires_at))
    return CodeRequested(sent=True, channel=sender.channel)


def send_code(phone: str, code: str, expires_at: datetime) -> None:
    try:
        engines().code_sender.send(phone, code, expires_at)
    except CodeNotSent as error:
        log.warning("login_code_not_sent", error=type(error.__cause__ or error).__name__)
