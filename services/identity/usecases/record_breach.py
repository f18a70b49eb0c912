"""An entry in the register of breaches: what happened to whose data, and when it was noticed. The 72 hours run."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from services.identity.rules import breaches as rules
from services.identity.rules.breaches import DataKind, State
from services.identity.rules.permissions import ADMINISTER
from services.identity.store import breaches
from services.identity.store.breaches import Breach
from services.identity.usecases.handling_breach import BreachStep, leave_trail
from shared.contracts.identity import BreachRecorded
from shared.outbox import create
from shared.security import authorise
from shared.store import in_transaction
from shared.usecase import Context, Path, Request, Text


class RecordBreach(Request):
    """`persons_affected`: None while nobody knows; the law wants the notice all the same."""

    path: Path
    detected_at: datetime
    what_happened: Text
    data_kinds: Annotated[list[DataKind], Meta(min_length=1, max_length=10)]
    persons_affected: Annotated[int, Meta(ge=0, le=100_000_000)] | None = None
    measures: Annotated[str, Meta(max_length=20_000)] = ""


def record_breach(command: RecordBreach, ctx: Context) -> BreachStep:
    authorise(ctx.actor, ADMINISTER, command.path)
    rules.check_detected(command.detected_at, ctx.now)
    breach_id = ctx.new_id()
    made = in_transaction(lambda: breaches.find(breach_id) or _recorded(breach_id, command, ctx))
    return BreachStep(made.id, made.state, made.version)


def _recorded(breach_id: str, command: RecordBreach, ctx: Context) -> Breach:
    breach = Breach(
        id=breach_id,
        path=command.path,
        state=State.OPEN,
        detected_at=command.detected_at,
        recorded_at=ctx.now,
        recorded_by=ctx.actor.member_id,
        what_happened=command.what_happened,
        data_kinds=sorted(set(command.data_kinds)),
        persons_affected=command.persons_affected,
        measures=command.measures or None,
    )
    due = rules.notice_due(command.detected_at)
    made = create(breach, BreachRecorded(breach_id=breach_id, path=command.path, notice_due=due))
    leave_trail("identity.breach_recorded", made, ctx)
    return made
