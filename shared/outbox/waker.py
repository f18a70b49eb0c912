"""Tells an idle relay at once that an outbox has filled, so that an event need not wait for the next search.

A hint and nothing more: what it misses, or a store that cannot give it, costs the next search's pause and no event.
It is open only while there is little to do, because the store looks at every change for whoever is listening.
"""

from __future__ import annotations

import time
from typing import Any

from pymongo.database import Database
from pymongo.errors import PyMongoError

_FILLED: list[dict[str, Any]] = [
    {
        "$match": {
            "$or": [
                {"operationType": "insert", "fullDocument.outbox_since": {"$exists": True}},
                {"operationType": "update", "updateDescription.updatedFields.outbox_since": {"$exists": True}},
            ]
        }
    },
    {"$project": {"_id": 1, "ns.coll": 1}},
]


class Waker:
    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._database = database
        self._stream: Any = None

    def wait(self, seconds: float) -> str | None:
        """Return after `seconds`, or earlier when it is worth looking again: then with the collection's name, where it
        is known."""
        try:
            if self._stream is None:
                # Opened first and looked again after: what came in between is not missed.
                self._stream = self._database.watch(_FILLED, max_await_time_ms=int(seconds * 1000))
            elif (change := self._stream.try_next()) is not None:
                return str(change["ns"]["coll"])
        except PyMongoError:
            self.close()
            time.sleep(seconds)
        return None

    def close(self) -> None:
        """While there is much to do nobody listens; the news of it would only have to be worked off later."""
        stream, self._stream = self._stream, None
        if stream is not None:
            try:
                stream.close()
            except PyMongoError:
                return
