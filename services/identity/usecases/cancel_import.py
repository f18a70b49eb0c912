"""An import is ended before its time. What was written by then stays, and is counted; the file is deleted."""

from __future__ import annotations

from services.identity.rules.import_flow import Move, State, check_move
from services.identity.store import import_files
from services.identity.store.member_imports import MemberImport
from services.identity.usecases.knowing_import import ImportStep, as_step, to_handle
from shared.outbox import change
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class CancelImport(Request):
    """Whatever version was shown: nobody has to see the latest progress to stop it."""

    import_id: Id


def cancel_import(command: CancelImport, ctx: Context) -> ImportStep:
    """Raises ImportNotFound, NotNow."""
    item = to_handle(command.import_id, ctx)
    if item.state != State.CANCELLED:
        check_move(item.state, Move.CANCEL)
        item = in_transaction(lambda: _cancelled(item, ctx))
    import_files.forget(item)
    return as_step(item)


def _cancelled(item: MemberImport, ctx: Context) -> MemberImport:
    cancelled = change(item, set__state=State.CANCELLED, set__changed_at=ctx.now)
    audit.record("identity.import_cancelled", actor=ctx.actor, subject=item.id, path=item.organisation_path, at=ctx.now)
    return cancelled
