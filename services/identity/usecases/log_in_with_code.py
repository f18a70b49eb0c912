"""Sign in with a one-time code, sent or handed over in person."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from services.identity.rules.errors import WrongCredentials
from services.identity.rules.login_codes import typed_code
from services.identity.rules.usernames import typed_username
from services.identity.store import login_codes, members
from services.identity.store.login_codes import LoginCode
from services.identity.usecases.finding_member import member_named
from services.identity.usecases.opening_session import SignedIn, SigningIn, open_session, spend_attempt
from shared.usecase import Context, Line


class LogInWithCode(SigningIn):
    username: Line
    code: Annotated[str, Meta(min_length=1, max_length=50)]


def log_in_with_code(command: LogInWithCode, ctx: Context) -> SignedIn:
    login_name = typed_username(command.username)
    spend_attempt(login_name, ctx.now)
    member = member_named(command.username)
    sent = login_codes.spend_attempt(login_codes.place_for_name(login_name), ctx.now)
    in_person = login_codes.spend_attempt(login_codes.place_for_member(member.id if member else ""), ctx.now)
    code = typed_code(command.code)
    for row in (sent, in_person):
        if row is not None and login_codes.matches(row, code):
            return _sign_in(row, login_name, command, ctx.now)
    raise WrongCredentials


def _sign_in(row: LoginCode, login_name: str, wish: SigningIn, now: datetime) -> SignedIn:
    if row.member_id is None or not login_codes.use_up(row):
        raise WrongCredentials
    return open_session(members.get(row.member_id), login_name, wish, now, by_code=True)
