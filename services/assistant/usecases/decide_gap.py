"""An editor says that documents were added for what went unanswered, or that it is none of the assistant's business.

Asked again by enough people after documents were added, it opens by itself.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from services.assistant.rules.errors import GapChanged
from services.assistant.rules.permissions import DECIDE_GAPS
from services.assistant.store import gaps
from shared import clock
from shared.security import audit, authorise_everywhere
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version


class DecideGap(Request):
    gap_id: Id
    version: Version
    state: Literal["open", "added", "out_of_scope"]


class Decided(msgspec.Struct, frozen=True):
    state: str


def decide_gap(command: DecideGap, ctx: Context) -> Decided:
    """Repeating it is safe: what stands so already stays. Raises GapChanged."""
    root = authorise_everywhere(ctx.actor, DECIDE_GAPS)
    if gaps.get(command.gap_id).state == command.state:
        return Decided(command.state)

    def decide() -> None:
        if not gaps.decide(command.gap_id, command.version, command.state, clock.local_date(ctx.now)):
            raise GapChanged
        audit.record(
            "assistant.gap_decided",
            actor=ctx.actor,
            subject=command.gap_id,
            path=root,
            details={"state": command.state},
            at=ctx.now,
        )

    in_transaction(decide)
    return Decided(command.state)
