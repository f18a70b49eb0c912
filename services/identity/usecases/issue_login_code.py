"""A cell secretary makes a one-time code and hands it to a member in person: the old are signed up at home, and
many have no telephone on their record."""

from __future__ import annotations

from datetime import datetime
from secrets import randbelow

import msgspec

from services.identity.rules import login_codes
from services.identity.rules.errors import CodeNotForThem
from services.identity.rules.grants import not_over
from services.identity.rules.membership import Status, may_sign_in
from services.identity.rules.permissions import ISSUE_CODES, may_issue_code
from services.identity.store import login_codes as stored_codes
from services.identity.store import members, role_grants
from services.identity.store.members import Member
from shared.clock import local_date
from shared.security import audit, authorise
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class IssueLoginCode(Request):
    member_id: Id


class LoginCodeIssued(msgspec.Struct, frozen=True):
    code: str
    expires_at: datetime


def issue_login_code(command: IssueLoginCode, ctx: Context) -> LoginCodeIssued:
    member = members.get(command.member_id)
    check_may_issue(member, ctx)

    def work() -> LoginCodeIssued:
        audit.record(
            "identity.login_code_issued",
            actor=ctx.actor,
            subject=member.id,
            path=member.cell_path,
            about=[member.id],
            at=ctx.now,
        )
        return hand_out(member, ctx)

    return in_transaction(work)


def check_may_issue(member: Member, ctx: Context) -> None:
    """Raises NotPermitted, CodeNotForThem."""
    authorise(ctx.actor, ISSUE_CODES, member.cell_path)
    check_may_let_in(member, ctx)


def check_may_let_in(member: Member, ctx: Context) -> None:
    """Nobody opens the account of whoever stands above. Raises CodeNotForThem."""
    # A role to come counts as well: a session that the code opens would still be there when it begins.
    roles = not_over(role_grants.terms_of(member.id), local_date(ctx.now))
    if not may_sign_in(Status(member.status)) or not may_issue_code(ctx.actor, member.id, member.cell_path, roles):
        raise CodeNotForThem


def hand_out(member: Member, ctx: Context) -> LoginCodeIssued:
    code = login_codes.write_code(randbelow(10**login_codes.DIGITS))
    expires_at = ctx.now + login_codes.LIFETIME_IN_PERSON
    stored_codes.keep(stored_codes.place_for_member(member.id), member.id, code, ctx.now, expires_at)
    return LoginCodeIssued(code, expires_at)
