"""The last step: the verified person chooses user name and password, agrees to the account, and is in; on a helper's
device the account is opened and nobody is signed in."""

from __future__ import annotations

import msgspec

from services.identity.engines.in_use import engines
from services.identity.rules.consents import Purpose
from services.identity.rules.errors import FieldProblem, WeakPassword
from services.identity.rules.membership import Status, may_sign_in
from services.identity.rules.registration_errors import NotAMemberNow
from services.identity.rules.registration_flow import Move, State
from services.identity.store import accounts, consents, members
from services.identity.store.accounts import UsernameTaken
from services.identity.store.members import Member
from services.identity.store.registrations import Registration
from services.identity.usecases.checking_stage import check_may_register
from services.identity.usecases.choose_password import Password
from services.identity.usecases.finding_registration import OfRegistration, demand, mine
from services.identity.usecases.opening_session import SignedIn, SigningIn, open_session
from services.identity.usecases.set_password import NewSignIn, checked_sign_in
from shared.clock import local_date
from shared.contracts.identity import AccountRegistered
from shared.outbox import change
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context, Line


class Enrol(OfRegistration):
    username: Line
    password: Password
    keep: bool = False
    device: str = ""


class Enrolled(msgspec.Struct, frozen=True):
    """`session` None where a helper began the registration (F74): it is the helper's device, and the helper gets no
    power over the account."""

    username: str
    session: SignedIn | None


def enrol(command: Enrol, ctx: Context) -> Enrolled:
    """Account, end of the registration and event are one transaction: a kill leaves all of it or nothing. Days may lie
    between the decision and this step, so status and account are looked at again.

    Raises ConsentNeeded, WeakPassword, FieldProblem, UsernameTaken, HasAccount, NotAMemberNow, RegistrationNotOpenYet.
    """
    registration = mine(command, ctx, Move.ENROL)
    demand(registration, Purpose.ACCOUNT)
    member = members.get(registration.member_id or "")
    if not may_sign_in(Status(member.status)):
        raise NotAMemberNow
    check_may_register(member, local_date(ctx.now))
    chosen = _chosen(command, member)
    try:
        in_transaction(lambda: _open(registration, member, chosen, ctx))
    except UsernameTaken as refused:
        raise UsernameTaken(refused.message, details={"username": refused.message}) from refused
    if registration.helper_id:
        return Enrolled(chosen.username, None)
    signing_in = SigningIn(keep=command.keep, device=command.device)
    return Enrolled(chosen.username, open_session(member, chosen.username, signing_in, ctx.now))


def _chosen(command: Enrol, member: Member) -> NewSignIn:
    try:
        return checked_sign_in(member, command.username, command.password, leaked=engines().breached_passwords)
    except WeakPassword as refused:
        raise WeakPassword(details={"password": refused.message}) from refused
    except FieldProblem as refused:
        raise FieldProblem(refused.message, details={"username": refused.message}) from refused


def _open(registration: Registration, member: Member, chosen: NewSignIn, ctx: Context) -> None:
    accounts.open_new(member.id, chosen.username, chosen.password_hash, ctx.now)
    way = way_of(registration)
    change(
        registration,
        AccountRegistered(member_id=member.id, cell_path=member.cell_path, way=way, at=ctx.now),
        set__state=State.ENROLLED,
        set__ended_at=ctx.now,
    )
    consents.belongs_to(registration.id, member.id)
    audit.record(
        "identity.registered",
        actor=None,
        subject=member.id,
        path=member.cell_path,
        about=[member.id],
        details={"way": way, "helper": registration.helper_id},
        at=ctx.now,
    )


def way_of(registration: Registration) -> str:
    if registration.helper_id:
        return "assisted"
    return "reviewed" if registration.decided_by else "card_and_face"
