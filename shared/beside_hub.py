"""Work that takes long, off the event loop: on an eventlet hub it would hold up every heartbeat and every other request
for as long as it lasts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from eventlet import patcher, tpool

T = TypeVar("T")


def beside_hub(work: Callable[[], T]) -> T:
    """The answer of `work`, and its errors; run in a thread of the hub's pool where there is a hub."""
    if patcher.is_monkey_patched("thread"):
        result: T = tpool.execute(work)
        return result
    return work()
