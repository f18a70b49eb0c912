"""What every way of signing in ends with: a token that names the member, the cell and the roles of today."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.engines.in_use import engines
from services.identity.rules import grants, sessions
from services.identity.rules.errors import LoginLocked, SignedOut, WrongCredentials
from services.identity.rules.lockout import minutes_left
from services.identity.rules.membership import Status, may_sign_in
from services.identity.store import citizens, login_attempts, members, organisations, role_grants
from services.identity.store import sessions as stored_sessions
from services.identity.store.citizens import Citizen
from services.identity.store.members import Member
from services.identity.usecases.noting_sign_in import note_sign_in
from shared import ids
from shared.clock import local_date
from shared.security import PUBLIC, Grant, issue
from shared.usecase import Request


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


class SigningIn(Request):
    """`keep`: the device is the member's own and may come in again without a password; `device`: how it is called in
    the member's list, e.g. "Chrome trên Android"."""

    keep: bool = False
    device: Annotated[str, Meta(max_length=60)] = ""


class SignedIn(msgspec.Struct, frozen=True):
    """`resume_secret`: for the device alone, and only once; it opens `resume_session` until `resume_until`."""

    token: str
    expires_at: datetime
    member: SignedInMember
    resume_secret: str | None = None
    resume_until: datetime | None = None


def spend_attempt(login_name: str, now: datetime) -> None:
    """Raises LoginLocked, in the same words for a name nobody has."""
    lock = login_attempts.spend(login_name, now, engines().lockout)
    if lock is not None:
        minutes = minutes_left(lock, now)
        raise LoginLocked(
            f"Đăng nhập sai nhiều lần nên tạm khóa. Đồng chí vui lòng thử lại sau {minutes} phút.",
            details={"minutes": str(minutes)},
        )


def open_session(
    member: Member | None, login_name: str | None, wish: SigningIn, now: datetime, *, by_code: bool = False
) -> SignedIn:
    """`login_name`: under which attempts were counted. Raises WrongCredentials for nobody, and for one who is no longer
    a member."""
    if member is None or not may_sign_in(Status(member.status)):
        raise WrongCredentials
    if login_name is not None:
        login_attempts.forgive(login_name)
    secret = secrets.token_urlsafe(32) if wish.keep else None
    session = stored_sessions.begin(ids.new_id(), member.id, wish.device, secret, now, by_code=by_code)
    given = give_token(member, session, now)
    return msgspec.structs.replace(given, resume_secret=secret, resume_until=session.ends_at) if secret else given


def go_on(session: stored_sessions.Session | None, now: datetime) -> SignedIn:
    """A fresh token with the roles of today. Raises SignedOut for a session that ended or is too old, and for one who
    left."""
    if session is None or sessions.session_is_over(session.started_at, now):
        raise SignedOut
    citizen = citizens.find(session.member_id)
    if citizen is not None:
        return give_citizens_token(citizen, session, now)
    member = members.get(session.member_id)
    if not may_sign_in(Status(member.status)):
        raise SignedOut
    return give_token(member, session, now)


def open_citizens_session(citizen: Citizen, wish: SigningIn, now: datetime) -> SignedIn:
    secret = secrets.token_urlsafe(32) if wish.keep else None
    session = stored_sessions.begin(ids.new_id(), citizen.id, wish.device, secret, now, by_code=True)
    given = give_citizens_token(citizen, session, now)
    return msgspec.structs.replace(given, resume_secret=secret, resume_until=session.ends_at) if secret else given


def give_citizens_token(citizen: Citizen, session: stored_sessions.Session, now: datetime) -> SignedIn:
    """Of no cell and without a role."""
    token, actor = issue(
        engines().signing_key,
        member_id=citizen.id,
        cell_path=PUBLIC,
        grants=[],
        audience=engines().province,
        lifetime=sessions.token_expiry(session.started_at, now) - now,
        now=now,
    )
    stored_sessions.keep_token(actor.token_id, session, actor.expires_at, now)
    view = SignedInMember(citizen.id, citizen.full_name or "", "", PUBLIC, "", "citizen", [])
    return SignedIn(token, actor.expires_at, view)


def give_token(member: Member, session: stored_sessions.Session, now: datetime) -> SignedIn:
    roles = roles_of(member, now)
    token, actor = issue(
        engines().signing_key,
        member_id=member.id,
        cell_path=member.cell_path,
        grants=[Grant(role.role, role.path) for role in roles],
        audience=engines().province,
        lifetime=sessions.token_expiry(session.started_at, now) - now,
        now=now,
    )
    stored_sessions.keep_token(actor.token_id, session, actor.expires_at, now)
    note_sign_in(member, now, by_code=bool(session.by_code))
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


def check_open(token_id: str) -> stored_sessions.Session:
    """Raises SignedOut for a token whose session has ended."""
    found = stored_sessions.of_token(token_id)
    if found is None:
        raise SignedOut
    return found
