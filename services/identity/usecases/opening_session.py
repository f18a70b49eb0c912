"""What every way of signing in ends with: a token that names the member, the cell and the roles of today."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.identity.engines.in_use import engines
from services.identity.rules import grants, sessions
from services.identity.rules.errors import LoginLocked, SignedOut, WrongCredentials
from services.identity.rules.lockout import minutes_left
from services.identity.rules.membership import Status, may_sign_in
from services.identity.store import login_attempts, organisations, role_grants
from services.identity.store import sessions as stored_sessions
from services.identity.store.members import Member
from shared import ids
from shared.clock import local_date
from shared.security import Grant, issue


class RoleView(msgspec.Struct, frozen=True):
    role: str
    path: str
    organisation_name: str


class SignedInMember(msgspec.Struct, frozen=True):
    id: str
    full_name: str
    cell_id: str
    cell_path: str
    cell_name: str
    status: str
    roles: list[RoleView]


class SignedIn(msgspec.Struct, frozen=True):
    token: str
    expires_at: datetime
    member: SignedInMember


def spend_attempt(login_name: str, now: datetime) -> None:
    """Raises LoginLocked, in the same words for a name nobody has."""
    lock = login_attempts.spend(login_name, now, engines().lockout)
    if lock is not None:
        minutes = minutes_left(lock, now)
        raise LoginLocked(
            f"Đăng nhập sai nhiều lần nên tạm khóa. Đồng chí vui lòng thử lại sau {minutes} phút.",
            details={"minutes": str(minutes)},
        )


def open_session(member: Member | None, login_name: str, now: datetime) -> SignedIn:
    """Raises WrongCredentials for nobody, and for one who is no longer a member."""
    if member is None or not may_sign_in(Status(member.status)):
        raise WrongCredentials
    login_attempts.forgive(login_name)
    return give_token(member, ids.new_id(), now, now)


def give_token(member: Member, session_id: str, session_started_at: datetime, now: datetime) -> SignedIn:
    roles = roles_of(member, now)
    token, actor = issue(
        engines().signing_key,
        member_id=member.id,
        cell_path=member.cell_path,
        grants=[Grant(role.role, role.path) for role in roles],
        audience=engines().province,
        lifetime=sessions.token_expiry(session_started_at, now) - now,
        now=now,
    )
    stored_sessions.keep(actor.token_id, session_id, session_started_at, member.id, actor.expires_at)
    cell_name = next(role.organisation_name for role in roles if role.role == grants.Role.MEMBER)
    view = SignedInMember(
        member.id, member.full_name, member.cell_id, member.cell_path, cell_name, member.status, roles
    )
    return SignedIn(token, actor.expires_at, view)


def roles_of(member: Member, now: datetime) -> list[RoleView]:
    """The roles in force today, first of all that of a member in the own cell."""
    held = grants.in_force(role_grants.terms_of(member.id), local_date(now))
    pairs = [(grants.Role.MEMBER, member.cell_path), *((term.role, term.path) for term in held)]
    names = organisations.names_of(path for _, path in pairs)
    return [RoleView(str(role), path, names.get(path, "")) for role, path in pairs]


def check_open(token_id: str) -> stored_sessions.IssuedToken:
    """Raises SignedOut for a token whose session has ended."""
    found = stored_sessions.open_token(token_id)
    if found is None:
        raise SignedOut
    return found
