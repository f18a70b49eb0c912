"""The authority was told of a breach, or somebody decided, with the reason, that it need not be."""

from __future__ import annotations

from services.identity.rules.breaches import State, check_may_report
from services.identity.usecases.handling_breach import BreachStep, to_work_on, written
from shared.usecase import Context, Id, Request, Text


class ReportBreach(Request):
    """`reference`: number and date of the notice; where `needed` is false, why none is."""

    breach_id: Id
    needed: bool
    reference: Text


def report_breach(command: ReportBreach, ctx: Context) -> BreachStep:
    breach = to_work_on(command.breach_id, ctx)
    check_may_report(State(breach.state))
    return written(
        "identity.breach_reported",
        breach,
        ctx,
        set__state=State.REPORTED,
        set__report_needed=command.needed,
        set__report_reference=command.reference,
        set__reported_at=ctx.now,
    )
