"""Whoever changes how somebody comes in proves once more to be that member: an unlocked telephone on a table is not
enough. By the current password, or by a log-in a short while ago."""

from __future__ import annotations

from datetime import datetime

from services.identity.engines.password_hashing import password_matches
from services.identity.rules.errors import CodeNeeded, WrongCurrentPassword
from services.identity.rules.passwords import normalised
from services.identity.rules.sessions import freshly_in
from services.identity.store import accounts, login_attempts
from services.identity.store.accounts import Account
from services.identity.store.sessions import Session
from services.identity.usecases.opening_session import spend_attempt


def check_current(account: Account | None, current: str, now: datetime) -> None:
    """Attempts count as those at the door do. Raises CodeNeeded where there is no password, WrongCurrentPassword."""
    if account is None:
        raise CodeNeeded
    if not current:
        raise WrongCurrentPassword(details={"current": "Đồng chí chưa nhập mật khẩu hiện tại."})
    spend_attempt(account.username, now)
    if not password_matches(account.password_hash, normalised(current)):
        raise WrongCurrentPassword(details={"current": WrongCurrentPassword.message})
    login_attempts.forgive(account.username)


def proof_needed(session: Session, now: datetime) -> bool:
    return not freshly_in(session.started_at, now)


def check_proof(session: Session, current: str | None, now: datetime) -> None:
    if proof_needed(session, now):
        check_current(accounts.of_member(session.member_id), current or "", now)
