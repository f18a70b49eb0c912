"""What a helper may do in a member's stead (law L9): nothing but what a use case declares and the member allowed.

A helper's token names both (`Actor.helper_id`), lives minutes, and is given out by identity for one deed at a time.
Services refuse it everywhere unless the use case says `@helpers_may("read_news")`; nobody has to remember to.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from shared.security.errors import NotForHelpers
from shared.security.tokens import Actor

U = TypeVar("U", bound=Callable[..., Any])
_DEEDS: dict[Callable[..., Any], str] = {}


def helpers_may(deed: str) -> Callable[[U], U]:
    """Marks a use case as a deed that a helper may be allowed."""

    def mark(usecase: U) -> U:
        _DEEDS[usecase] = deed
        return usecase

    return mark


def refuse_helper(usecase: Callable[..., Any], actor: Actor) -> None:
    """Raises NotForHelpers for a deed that is not among those of the helper's token, and for one that is nobody's."""
    if actor.helper_id is not None and _DEEDS.get(usecase) not in actor.deeds:
        raise NotForHelpers
