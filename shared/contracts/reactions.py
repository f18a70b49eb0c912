"""Who reacts to what, across all services: read from `reactions.json`, which is generated from the code.

A producer's relay declares every reaction's queue from this before it sends anything, without importing a consumer.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from shared.broker.topology import Reaction

FILE = Path(__file__).with_name("reactions.json")


@cache
def all_reactions() -> tuple[Reaction, ...]:
    if not FILE.exists():
        return ()
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    return tuple(Reaction(name, tuple(types)) for name, types in rows.items())


def reactions_to(producer: str) -> list[Reaction]:
    """The reactions that wait for at least one event of this producer."""
    return [item for item in all_reactions() if any(kind.startswith(f"{producer}.") for kind in item.event_types)]
