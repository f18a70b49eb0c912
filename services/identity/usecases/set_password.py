"""Gives a member's account its user name and password, after all that a password must fulfil. Whoever was signed in
before, with the old one, is signed out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from services.identity.engines.breached_passwords import BreachedPasswords
from services.identity.engines.password_hashing import hash_password
from services.identity.rules.errors import WeakPassword
from services.identity.rules.passwords import Owner, check_password, normalised, spellings
from services.identity.rules.usernames import chosen_username
from services.identity.store import accounts, sessions
from services.identity.store.members import Member
from shared.beside_hub import beside_hub
from shared.store import in_transaction


@dataclass(frozen=True)
class NewSignIn:
    """What was checked and hashed, outside any transaction: hashing takes a tenth of a second."""

    username: str
    password_hash: str


def checked_sign_in(
    member: Member, username: str, password: str, *, leaked: BreachedPasswords | None = None
) -> NewSignIn:
    """Raises FieldProblem or WeakPassword."""
    name = chosen_username(username)
    owner = _owner(member, name)
    beside_hub(lambda: _check(password, owner, leaked))
    return NewSignIn(name, hash_password(normalised(password)))


def set_password(
    member: Member,
    username: str,
    password: str,
    now: datetime,
    *,
    leaked: BreachedPasswords | None = None,
    but: str | None = None,
) -> str:
    """Answers the user name as it was taken. `but`: the session that stays. Raises FieldProblem, WeakPassword or
    UsernameTaken."""
    chosen = checked_sign_in(member, username, password, leaked=leaked)
    in_transaction(lambda: keep_sign_in(member.id, chosen, now, but=but))
    return chosen.username


def keep_sign_in(member_id: str, chosen: NewSignIn, now: datetime, *, but: str | None = None) -> None:
    """Inside a transaction. Raises UsernameTaken."""
    accounts.set_password(member_id, chosen.username, chosen.password_hash, now)
    sessions.end_all(member_id, but)


def _owner(member: Member, username: str) -> Owner:
    numbers = (member.phone, member.card_number, member.citizen_number, member.record_number)
    return Owner(
        username=username,
        full_name=member.full_name,
        birth_date=date.fromisoformat(member.birth_date),
        numbers=tuple(number for number in numbers if number),
    )


def _check(password: str, owner: Owner, leaked: BreachedPasswords | None) -> None:
    check_password(password, owner)
    if leaked is not None and leaked.holds(spellings(password)):
        raise WeakPassword("Mật khẩu này đã bị lộ trên mạng và nằm trong danh sách kẻ xấu dùng để thử.")
