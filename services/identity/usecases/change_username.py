"""Another user name for one's account; the password stays, and is asked for: the name is half of the way in."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from services.identity.rules.errors import FieldProblem
from services.identity.rules.names import fold
from services.identity.rules.recovery_errors import NoAccountYet, UsernameInPassword
from services.identity.rules.usernames import chosen_username
from services.identity.store import accounts
from services.identity.store.accounts import Account, UsernameTaken
from services.identity.usecases.choose_password import Password, PasswordChosen
from services.identity.usecases.opening_session import check_open
from services.identity.usecases.proving_oneself import check_current
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context, Request


class ChangeUsername(Request):
    username: Annotated[str, Meta(min_length=1, max_length=100)]
    current: Password


def change_username(command: ChangeUsername, ctx: Context) -> PasswordChosen:
    """Raises NoAccountYet, WrongCurrentPassword, LoginLocked, FieldProblem, UsernameInPassword, UsernameTaken."""
    session = check_open(ctx.actor.token_id)
    account = accounts.of_member(session.member_id)
    if account is None:
        raise NoAccountYet
    check_current(account, command.current, ctx.now)
    try:
        name = _chosen(command)
        in_transaction(lambda: _renamed(account, name, ctx))
    except (FieldProblem, UsernameInPassword, UsernameTaken) as refused:
        raise type(refused)(refused.message, details={"username": refused.message}) from refused
    return PasswordChosen(name)


def _renamed(account: Account, name: str, ctx: Context) -> None:
    accounts.rename(account, name)
    audit.record(
        "identity.username_changed",
        actor=ctx.actor,
        subject=account.id,
        path=ctx.actor.cell_path,
        about=[account.id],
        at=ctx.now,
    )


def _chosen(command: ChangeUsername) -> str:
    name = chosen_username(command.username)
    if fold(name) in fold(command.current).replace(" ", ""):
        raise UsernameInPassword
    return name
