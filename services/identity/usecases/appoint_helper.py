"""The cell's secretary enters a helper for a member who is present and cannot do it: in force at once, and the member
reads in the own record who entered it."""

from __future__ import annotations

from datetime import date

from services.identity.rules.delegation_errors import TooManyHelped, TooManyHelpers
from services.identity.rules.delegations import MOST_HELPED, MOST_HELPERS, State, terms
from services.identity.rules.errors import FieldProblem
from services.identity.rules.membership import Status, may_sign_in
from services.identity.rules.permissions import ISSUE_CODES
from services.identity.store import delegations, members
from services.identity.store.delegations import Delegation
from services.identity.store.members import Member
from services.identity.usecases.ask_helper import Deeds, DelegationMade
from shared.clock import local_date
from shared.contracts.identity import HelperAppointed
from shared.outbox import create
from shared.security import audit, authorise
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class AppointHelper(Request):
    """`member_present`: the member stood beside it and wanted it; without that nothing is entered."""

    member_id: Id
    helper_id: Id
    deeds: Deeds
    valid_until: date
    member_present: bool


def appoint_helper(command: AppointHelper, ctx: Context) -> DelegationMade:
    """Raises NotPermitted outside the own cell, FieldProblem, TooManyHelpers, TooManyHelped."""
    today = local_date(ctx.now)
    member, helper = members.get(command.member_id), members.get(command.helper_id)
    authorise(ctx.actor, ISSUE_CODES, member.cell_path)
    authorise(ctx.actor, ISSUE_CODES, helper.cell_path)
    agreed = terms(command.deeds, today, command.valid_until)
    _check_people(command, member, helper, ctx.actor.member_id)
    delegation_id = ctx.new_id()
    if delegations.find(delegation_id) is not None:
        return DelegationMade(delegation_id)
    if len(delegations.of_member(member.id, today)) >= MOST_HELPERS:
        raise TooManyHelpers
    if len(delegations.of_helper(helper.id, today)) >= MOST_HELPED:
        raise TooManyHelped
    made = Delegation(
        id=delegation_id,
        member_id=member.id,
        cell_path=member.cell_path,
        helper_id=helper.id,
        deeds=sorted(agreed.deeds),
        valid_from=agreed.valid_from,
        valid_until=agreed.valid_until,
        state=str(State.IN_FORCE),
        given_by=ctx.actor.member_id,
        made_at=ctx.now,
    )
    event = HelperAppointed(
        delegation_id=delegation_id,
        member_id=member.id,
        helper_id=helper.id,
        valid_from=agreed.valid_from,
        valid_until=agreed.valid_until,
    )

    def work() -> None:
        audit.record(
            "identity.helper_appointed",
            actor=ctx.actor,
            subject=delegation_id,
            path=member.cell_path,
            about=[member.id, helper.id],
            at=ctx.now,
        )
        create(made, event)

    in_transaction(work)
    return DelegationMade(delegation_id)


def _check_people(command: AppointHelper, member: Member, helper: Member, secretary_id: str) -> None:
    if not command.member_present:
        raise FieldProblem(details={"member_present": "Chỉ ghi khi đảng viên có mặt và đồng ý."})
    if helper.id in {member.id, secretary_id} or not may_sign_in(Status(helper.status)):
        raise FieldProblem(details={"helper_id": "Đồng chí chọn người giúp là một đảng viên khác."})
    if member.id == secretary_id or not may_sign_in(Status(member.status)):
        raise FieldProblem(details={"member_id": "Không ghi được người giúp cho đảng viên này."})
