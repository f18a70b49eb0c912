"""The manual path: the secretary knows the member, saw the papers, and gives a one-time code. No card picture, no face,
no telephone of the member's own is needed (L2, F74)."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from services.identity.rules.consents import TEXTS, Purpose
from services.identity.rules.registration_errors import ConsentNeeded
from services.identity.store import consents, members
from services.identity.usecases.checking_stage import check_may_register
from services.identity.usecases.issue_login_code import IssueLoginCode, LoginCodeIssued, issue_login_code
from shared.clock import local_date
from shared.contracts.identity import AccountRegistered
from shared.outbox import change
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context, Id, Request

Paper = Literal["party_card", "citizen_card", "known_personally"]


class RegisterInPerson(Request):
    """`consents_in_person`: the member was read the text on the account and agreed; never assumed."""

    member_id: Id
    papers: Annotated[list[Paper], Meta(min_length=1, max_length=3)]
    consents_in_person: bool


def register_in_person(command: RegisterInPerson, ctx: Context) -> LoginCodeIssued:
    """Raises ConsentNeeded, RegistrationNotOpenYet, CodeNotForThem, NotPermitted."""
    if not command.consents_in_person:
        raise ConsentNeeded(details={"consents_in_person": ConsentNeeded.message})
    member = members.get(command.member_id)
    check_may_register(member, local_date(ctx.now))

    def work() -> LoginCodeIssued:
        issued = issue_login_code(IssueLoginCode(member_id=member.id), ctx)
        consents.give(
            ctx.new_id(),
            member.id,
            Purpose.ACCOUNT,
            TEXTS[Purpose.ACCOUNT].version,
            ctx.now,
            way="in_person",
            taken_by=ctx.actor.member_id,
            member_id=member.id,
        )
        change(member, AccountRegistered(member_id=member.id, cell_path=member.cell_path, way="manual", at=ctx.now))
        audit.record(
            "identity.registered_in_person",
            actor=ctx.actor,
            subject=member.id,
            path=member.cell_path,
            about=[member.id],
            details={"papers": ",".join(sorted(set(command.papers)))},
            at=ctx.now,
        )
        return issued

    return in_transaction(work)
