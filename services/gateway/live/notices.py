"""What happened in the last week that concerns one member, for the app: read once, then kept while nothing new happens.

After an announcement everybody opens the app, each several times; between two announcements the list cannot change
but by growing old. A process that does not hear of one for a while is wrong for `KEPT_SECONDS` at most.
"""

from __future__ import annotations

import time

import msgspec
from starlette.responses import Response

from services.gateway.live.audience import Listener
from services.gateway.live.journal import Journal

KEPT_SECONDS = 60.0
LISTENERS_KEPT = 2_000
"""At 50 notices of about 150 bytes each: 15 MB at most."""


class Notices:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._kept: dict[Listener, tuple[float, Response]] = {}

    async def of(self, listener: Listener) -> Response:
        """JSON; may be sent any number of times. Raises what the store raises."""
        kept, found = self._kept, self._kept.get(listener)
        if found is not None and found[0] > time.monotonic():
            return found[1]
        rows = await self._journal.latest(listener)
        encoded = msgspec.json.encode({"items": [_item(row) for row in rows]})
        answer = Response(encoded, media_type="application/json")
        if len(kept) >= LISTENERS_KEPT:
            kept.pop(next(iter(kept)), None)
        # Into what was there before the reading began: if something was announced meanwhile, that is no longer asked.
        kept[listener] = (time.monotonic() + KEPT_SECONDS, answer)
        return answer

    def forget(self) -> None:
        """Something was announced, or may have been."""
        self._kept = {}


def _item(row: dict[str, object]) -> dict[str, object]:
    return {"id": row["event_id"], "kind": row["kind"], "ids": row["ids"], "at": row["recorded_at"]}
