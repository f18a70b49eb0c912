"""Give a member a user name and a password. Whoever was signed in before, with the old one, is signed out."""

from __future__ import annotations

from datetime import datetime

from services.identity.engines.password_hashing import hash_password
from services.identity.rules.passwords import check_password, normalised
from services.identity.rules.usernames import chosen_username
from services.identity.store import accounts, sessions
from services.identity.store.members import Member
from shared.store import in_transaction


def set_password(member: Member, username: str, password: str, now: datetime, *, but: str | None = None) -> str:
    """Answers the user name as it was taken. `but`: the session that stays. Raises FieldProblem, WeakPassword or
    UsernameTaken."""
    name = chosen_username(username)
    check_password(password, username=name, full_name=member.full_name)
    hashed = hash_password(normalised(password))

    def work() -> None:
        accounts.set_password(member.id, name, hashed, now)
        sessions.end_all(member.id, but)

    in_transaction(work)
    return name
