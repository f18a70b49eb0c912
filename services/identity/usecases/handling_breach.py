"""What every step on an entry of the breach register begins and ends with."""

from __future__ import annotations

from typing import Any

import msgspec

from services.identity.rules.permissions import ADMINISTER
from services.identity.store import breaches
from services.identity.store.breaches import Breach
from shared.outbox import change
from shared.security import audit, authorise
from shared.store import in_transaction
from shared.usecase import Context


class BreachStep(msgspec.Struct, frozen=True):
    id: str
    state: str
    version: int


def to_work_on(breach_id: str, ctx: Context) -> Breach:
    breach = breaches.get(breach_id)
    authorise(ctx.actor, ADMINISTER, breach.path)
    return breach


def written(action: str, breach: Breach, ctx: Context, **update: Any) -> BreachStep:
    def work() -> Breach:
        after = change(breach, **update)
        leave_trail(action, after, ctx)
        return after

    changed = in_transaction(work)
    return BreachStep(changed.id, changed.state, changed.version)


def leave_trail(action: str, breach: Breach, ctx: Context) -> None:
    audit.record(action, actor=ctx.actor, subject=breach.id, path=breach.path, details={"state": breach.state})
