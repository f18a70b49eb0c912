"""Who may listen: everybody the article is addressed to, and who works for an organisation above them."""

from __future__ import annotations

from shared.security import Actor, Permission, allowed, covers

LISTEN_BELOW = Permission.of("speech.listen_below", "committee_editor", "committee_officer", "administrator")


def may_listen(actor: Actor, audience: str) -> bool:
    return covers(audience, actor.cell_path) or allowed(actor, LISTEN_BELOW, audience)
