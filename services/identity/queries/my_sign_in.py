"""How I sign in: my user name, and what a change of the password asks of me now."""

from __future__ import annotations

from secrets import randbelow

import msgspec

from services.identity.rules.passphrases import passphrase
from services.identity.store import accounts
from services.identity.usecases.choose_password import current_needed
from services.identity.usecases.opening_session import check_open
from shared.usecase import Context, Request


class MySignIn(Request):
    pass


class SignInView(msgspec.Struct, frozen=True):
    """`username`: None where there is no password yet, only one-time codes. `suggestion`: a
    passphrase made for this answer, for who finds none."""

    username: str | None
    current_needed: bool
    suggestion: str


def my_sign_in(_: MySignIn, ctx: Context) -> SignInView:
    session = check_open(ctx.actor.token_id)
    account = accounts.of_member(session.member_id)
    return SignInView(account.username if account else None, current_needed(session, ctx.now), passphrase(randbelow))
