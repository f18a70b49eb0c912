"""Sign in with user name (or card number, or telephone) and password."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from services.identity.engines.password_hashing import hash_password, needs_rehash, password_matches
from services.identity.rules.errors import WrongCredentials
from services.identity.rules.passwords import normalised
from services.identity.rules.usernames import typed_username
from services.identity.store import accounts
from services.identity.usecases.finding_member import member_named
from services.identity.usecases.opening_session import SignedIn, SigningIn, open_session, spend_attempt
from shared.usecase import Context, Line


class LogInWithPassword(SigningIn):
    username: Line
    password: Annotated[str, Meta(min_length=1, max_length=500)]


def log_in_with_password(command: LogInWithPassword, ctx: Context) -> SignedIn:
    login_name = typed_username(command.username)
    spend_attempt(login_name, ctx.now)
    member = member_named(command.username)
    account = accounts.of_member(member.id if member else "")
    password = normalised(command.password)
    if not password_matches(account.password_hash if account else None, password):
        raise WrongCredentials
    if account is not None and needs_rehash(account.password_hash):
        accounts.replace_hash(account, hash_password(password))
    return open_session(member, login_name, command, ctx.now)
