"""Citizens who are no members (F70): a token without a role, of no cell, that opens only what a use case opens to all.

Its path is `public/`, which no organisation has and no role covers: whatever is meant for an organisation is not meant
for a citizen. Services refuse such a token everywhere unless the use case says `@citizens_may`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from shared.security.errors import NotForCitizens
from shared.security.tokens import Actor

PUBLIC = "public/"
U = TypeVar("U", bound=Callable[..., Any])
_OPEN: set[Callable[..., Any]] = set()


def citizens_may(usecase: U) -> U:
    """Marks a use case that answers citizens, with what is meant for everybody."""
    _OPEN.add(usecase)
    return usecase


def is_citizen(actor: Actor) -> bool:
    return actor.cell_path == PUBLIC


def refuse_citizen(usecase: Callable[..., Any], actor: Actor) -> None:
    """Raises NotForCitizens."""
    if is_citizen(actor) and usecase not in _OPEN:
        raise NotForCitizens
