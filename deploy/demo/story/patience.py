"""What was set in motion arrives a little later: look again until it is there, but not for ever."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal, TypeVar

T = TypeVar("T")
PAUSE_SECONDS = 0.1


def eventually(wanted: str, look: Callable[[], T | Literal[False] | None], seconds: float = 30.0) -> T:
    """The first thing that `look` finds."""
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds} s: {wanted}")
        time.sleep(PAUSE_SECONDS)
