"""Who may listen: whoever may read. The article's page asks for its recording, so the two rules must be one."""

from __future__ import annotations

from shared.security import Actor, Permission, allowed, audiences_of

LISTEN_BELOW = Permission.of(
    "speech.listen_below", "cell_secretary", "committee_editor", "committee_officer", "administrator"
)


def may_listen(actor: Actor, audience: str) -> bool:
    return audience in audiences_of(actor) or allowed(actor, LISTEN_BELOW, audience)
