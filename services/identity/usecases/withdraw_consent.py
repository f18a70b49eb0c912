"""A member takes a consent back (law L1): what was done before stays right; the proof stays with the day."""

from __future__ import annotations

from services.identity.rules.consents import Purpose
from services.identity.rules.rights_errors import ConsentNotFound
from services.identity.store import consents
from services.identity.usecases.opening_session import check_open
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class WithdrawConsent(Request):
    consent_id: Id


class ConsentWithdrawn(Request):
    purpose: Purpose


def withdraw_consent(command: WithdrawConsent, ctx: Context) -> ConsentWithdrawn:
    """Raises ConsentNotFound, also for somebody else's."""
    check_open(ctx.actor.token_id)
    me = ctx.actor
    found = next((item for item in consents.of_member(me.member_id) if item.id == command.consent_id), None)
    if found is None:
        raise ConsentNotFound

    def work() -> None:
        if not consents.withdraw(found.id, me.member_id, ctx.now):
            raise ConsentNotFound
        audit.record(
            "identity.consent_withdrawn",
            actor=me,
            subject=found.id,
            path=me.cell_path,
            about=[me.member_id],
            details={"purpose": found.purpose},
            at=ctx.now,
        )

    in_transaction(work)
    return ConsentWithdrawn(purpose=Purpose(found.purpose))
