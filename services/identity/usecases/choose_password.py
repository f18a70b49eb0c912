"""A member chooses the own password: with the old one, or freshly in by a one-time code where there is none or it was
forgotten. Every other device is signed out: whoever knew the old password is not let in any more."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.engines.in_use import engines
from services.identity.rules.errors import FieldProblem, WeakPassword
from services.identity.rules.sessions import proven_by_code
from services.identity.store import accounts, members
from services.identity.store.accounts import UsernameTaken
from services.identity.store.members import Member
from services.identity.store.sessions import Session
from services.identity.usecases.opening_session import check_open
from services.identity.usecases.proving_oneself import check_current
from services.identity.usecases.set_password import NewSignIn, checked_sign_in, keep_sign_in
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context, Request

Password = Annotated[str, Meta(min_length=1, max_length=500)]


class ChoosePassword(Request):
    """`username`: where the member has none yet, or wants another; `current`: see `current_needed` of `my_sign_in`."""

    new: Password
    username: Annotated[str, Meta(max_length=100)] | None = None
    current: Annotated[str, Meta(max_length=500)] | None = None


class PasswordChosen(msgspec.Struct, frozen=True):
    username: str


def choose_password(command: ChoosePassword, ctx: Context) -> PasswordChosen:
    """Raises WrongCurrentPassword, CodeNeeded, LoginLocked, WeakPassword, FieldProblem, UsernameTaken."""
    session = check_open(ctx.actor.token_id)
    member = members.get(session.member_id)
    account = accounts.of_member(member.id)
    if current_needed(session, ctx.now):
        check_current(account, command.current or "", ctx.now)
    username = command.username or (account.username if account else "")
    try:
        chosen = checked_sign_in(member, username, command.new, leaked=engines().breached_passwords)
        in_transaction(lambda: _chosen(member, chosen, session, ctx))
    except WeakPassword as refused:
        raise WeakPassword(details={"new": refused.message}) from refused
    except (FieldProblem, UsernameTaken) as refused:
        raise type(refused)(refused.message, details={"username": refused.message}) from refused
    return PasswordChosen(chosen.username)


def _chosen(member: Member, chosen: NewSignIn, session: Session, ctx: Context) -> None:
    keep_sign_in(member.id, chosen, ctx.now, but=session.id)
    audit.record(
        "identity.password_chosen", actor=ctx.actor, subject=member.id, path=member.cell_path, about=[member.id]
    )


def current_needed(session: Session, now: datetime) -> bool:
    return not proven_by_code(session.started_at, now, by_code=session.by_code)
