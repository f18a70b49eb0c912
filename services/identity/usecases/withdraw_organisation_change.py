"""A planned change is taken back before its day; that it was planned stays in the history."""

from __future__ import annotations

from services.identity.rules.organisation_errors import ChangeBegun
from services.identity.rules.permissions import ADMINISTER
from services.identity.store import organisation_changes
from services.identity.store.organisation_changes import State
from services.identity.usecases.change_organisation import OrganisationChanged
from shared.outbox import ChangedByAnother, change
from shared.security import audit, authorise
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class WithdrawOrganisationChange(Request):
    change_id: Id


def withdraw_organisation_change(command: WithdrawOrganisationChange, ctx: Context) -> OrganisationChanged:
    """Raises ChangeNotFound, NotPermitted, ChangeBegun."""
    item = organisation_changes.get(command.change_id)
    authorise(ctx.actor, ADMINISTER, item.place)
    if item.state != State.PLANNED:
        raise ChangeBegun

    def work() -> str:
        audit.record(
            "identity.organisation_change_withdrawn",
            actor=ctx.actor,
            subject=item.organisation_id,
            path=item.place,
            details={"change_id": item.id},
            at=ctx.now,
        )
        return str(change(item, set__state=State.WITHDRAWN, set__done_at=ctx.now).state)

    try:
        return OrganisationChanged(item.id, in_transaction(work))
    except ChangedByAnother:
        raise ChangeBegun from None
