"""Who leads a meeting: the secretary of that very cell. A role over an upper organisation does not reach down here,
because a committee does not chair the meetings of its cells."""

from __future__ import annotations

from services.meetings.rules.errors import NotTheSecretary
from shared.security import Actor, Grant

SECRETARY = "cell_secretary"


def is_secretary(actor: Actor, cell_path: str) -> bool:
    return Grant(SECRETARY, cell_path) in actor.grants


def require_secretary(actor: Actor, cell_path: str) -> None:
    if not is_secretary(actor, cell_path):
        raise NotTheSecretary
