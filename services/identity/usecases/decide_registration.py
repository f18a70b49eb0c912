"""The secretary looked: it is the member, or it is not. Of two who decide at once the first counts, one is told."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from services.identity.rules.permissions import REVIEW_REGISTRATIONS
from services.identity.rules.registration_errors import AlreadyDecided, HasAccount, NobodyToVerify
from services.identity.rules.registration_flow import State
from services.identity.store import accounts, members, organisations, registration_pictures, registrations
from services.identity.store.registrations import Registration
from services.identity.usecases.finding_registration import RegistrationStep
from services.identity.usecases.issue_login_code import check_may_let_in
from shared.contracts.identity import RegistrationDecided
from shared.outbox import change
from shared.outbox.aggregate import ChangedByAnother
from shared.security import audit, authorise
from shared.store import in_transaction
from shared.usecase import Context, Id, Request

WITH_ACCOUNT = "Đồng chí này đã có tài khoản. Nếu quên mật khẩu, mở mục Đảng viên và chọn “Cấp mã đăng nhập”."


class DecideRegistration(Request):
    """`member_id`: whom the reviewer recognised; else the record that the card was matched with. `note`: what was
    looked at, or why not."""

    registration_id: Id
    outcome: Literal["verified", "refused"]
    member_id: Id | None = None
    note: Annotated[str, Meta(max_length=1_000)] = ""


def decide_registration(command: DecideRegistration, ctx: Context) -> RegistrationStep:
    registration = to_review(command.registration_id, ctx)
    member_id = command.member_id or registration.member_id
    if command.outcome == "verified" and member_id is None:
        raise NobodyToVerify(details={"member_id": NobodyToVerify.message})
    path = registration.path
    if command.outcome == "verified":
        member = members.get(member_id or "")
        path = member.cell_path
        authorise(ctx.actor, REVIEW_REGISTRATIONS, path)
        check_may_let_in(member, ctx)
        if accounts.of_member(member.id) is not None:
            raise HasAccount(WITH_ACCOUNT, details={"outcome": WITH_ACCOUNT})
    event = RegistrationDecided(registration_id=registration.id, path=path, outcome=command.outcome)

    def work() -> Registration:
        changed = change(
            registration,
            event,
            set__state=State(command.outcome),
            set__member_id=member_id,
            set__path=path,
            set__decided_by=ctx.actor.member_id,
            set__decided_at=ctx.now,
            set__ended_at=ctx.now if command.outcome == "refused" else None,
            set__note=command.note or None,
        )
        audit.record(
            "identity.registration_decided",
            actor=ctx.actor,
            subject=registration.id,
            path=path,
            about=[member_id] if member_id else [],
            details={"outcome": command.outcome},
            at=ctx.now,
        )
        return changed

    try:
        changed = in_transaction(work)
    except ChangedByAnother:
        raise _decided(registrations.get(registration.id)) from None
    registration_pictures.forget(changed)
    return RegistrationStep(changed.state)


def to_review(registration_id: str, ctx: Context) -> Registration:
    """For who may look at it, while it waits. Raises AlreadyDecided."""
    registration = registrations.get(registration_id)
    authorise(ctx.actor, REVIEW_REGISTRATIONS, registration.path or organisations.root_path())
    if registration.state != State.IN_REVIEW:
        raise _decided(registration)
    return registration


def _decided(registration: Registration) -> AlreadyDecided:
    if registration.state == State.STOPPED:
        return AlreadyDecided("Người đăng ký đã dừng lần đăng ký này.")
    other = members.by_id(registration.decided_by) if registration.decided_by else None
    return AlreadyDecided(f"Đồng chí {other.full_name} đã xử lý lần đăng ký này.") if other else AlreadyDecided()
