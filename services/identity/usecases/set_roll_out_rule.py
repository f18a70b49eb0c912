"""How the province counts: who is left out of the denominator, and which rate it reads. Takes effect at once."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.rules.permissions import ADMINISTER
from services.identity.rules.roll_out import Counting, Reason
from services.identity.store import organisations
from services.identity.store.roll_out_settings import RollOutRule
from shared.outbox import change, create
from shared.security import audit, authorise
from shared.store import in_transaction
from shared.usecase import Context, Request


class SetRollOutRule(Request):
    excluded: Annotated[list[Reason], Meta(max_length=10)]
    counting: Counting


class RuleSet(msgspec.Struct, frozen=True):
    excluded: list[Reason]
    counting: Counting


def set_roll_out_rule(command: SetRollOutRule, ctx: Context) -> RuleSet:
    """Of two administrators at once the later one holds, and both are in the trail."""
    root = organisations.get(ctx.actor.cell_path.partition("/")[0])
    authorise(ctx.actor, ADMINISTER, root.path)
    chosen = [reason for reason in Reason if reason in command.excluded]
    details = {"counting": str(command.counting), "excluded": ",".join(chosen)}

    def work() -> None:
        found = RollOutRule.objects(pk=root.id).first()
        if found is None:
            create(RollOutRule(id=root.id, excluded=chosen, counting=str(command.counting)))
        else:
            change(found, set__excluded=[str(item) for item in chosen], set__counting=str(command.counting))
        audit.record(
            "identity.roll_out_rule_set", actor=ctx.actor, subject=root.id, path=root.path, details=details, at=ctx.now
        )

    in_transaction(work)
    return RuleSet(chosen, command.counting)
