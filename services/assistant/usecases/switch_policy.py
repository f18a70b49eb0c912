"""The assistant answers with other thresholds from now on; every process follows within seconds. Back the same way."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.assistant.engines.library import library
from services.assistant.rules.errors import PolicySwitched
from services.assistant.rules.permissions import SWITCH_POLICY
from services.assistant.store import policies
from shared.security import audit, authorise_everywhere
from shared.store import in_transaction
from shared.usecase import Context, Request

VersionName = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]


class SwitchPolicy(Request):
    version: VersionName
    was: VersionName
    """The one in use that the comparison was shown with."""


class Switched(msgspec.Struct, frozen=True):
    version: str


def switch_policy(command: SwitchPolicy, ctx: Context) -> Switched:
    """Repeating it is safe. Raises PolicyNotFound, PolicySwitched."""
    root = authorise_everywhere(ctx.actor, SWITCH_POLICY)
    own = library().own
    policies.policy_of(command.version, own)

    def switch() -> None:
        using = policies.in_use() or own.version
        if using == command.version:
            return
        if using != command.was:
            raise PolicySwitched
        policies.use(policies.OWN if command.version == own.version else command.version, ctx.now)
        audit.record(
            "assistant.policy_switched",
            actor=ctx.actor,
            subject=command.version,
            path=root,
            details={"was": using},
            at=ctx.now,
        )

    in_transaction(switch)
    return Switched(command.version)
