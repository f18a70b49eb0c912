"""What each step of an import begins with: the import is one of the caller's organisation, and at the right place."""

from __future__ import annotations

from typing import Any

import msgspec

from services.identity.rules.import_errors import ImportNotFound
from services.identity.rules.import_flow import WORKING, Move, State, Step, check_move
from services.identity.rules.permissions import IMPORT_MEMBERS
from services.identity.store import member_imports
from services.identity.store.member_imports import MemberImport
from shared.contracts.identity import MemberImportAsked
from shared.outbox import ChangedByAnother, change
from shared.security import allowed
from shared.usecase import Context, Id, Request, Version


class OfImport(Request):
    """`version`: of the import as it was shown."""

    import_id: Id
    version: Version


class ImportStep(msgspec.Struct, frozen=True):
    id: str
    state: str
    version: int


def to_handle(import_id: str, ctx: Context) -> MemberImport:
    """Raises ImportNotFound also for one elsewhere."""
    item = member_imports.get(import_id)
    if not allowed(ctx.actor, IMPORT_MEMBERS, item.organisation_path):
        raise ImportNotFound
    return item


def to_move(command: OfImport, move: Move, ctx: Context) -> MemberImport:
    """Raises ImportNotFound, NotNow, ChangedByAnother."""
    item = to_handle(command.import_id, ctx)
    check_move(item.state, move)
    if item.version != command.version:
        raise ChangedByAnother
    return item


def ask_worker(item: MemberImport, step: Step, ctx: Context, **update: Any) -> ImportStep:
    """A new round: what an older one still does comes to nothing."""
    number = item.round + 1
    changed = change(
        item,
        MemberImportAsked(import_id=item.id, step=step.value, round=number),
        set__state=WORKING[step],
        set__round=number,
        set__by=ctx.actor.member_id,
        set__done_line=0,
        set__changed_at=ctx.now,
        **update,
    )
    return as_step(changed)


def as_step(item: MemberImport) -> ImportStep:
    return ImportStep(item.id, State(item.state), item.version)
