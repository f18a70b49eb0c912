"""Finds what waits in the outboxes of one relay's service, oldest first.

By its state, never by "newer than the last one": a search goes on from where the last one ended only while there is
more than it could take, and begins at the oldest again when there is not. The events come from a majority read, so that
nothing is sent that a failover could still undo. Searches name their batch size: by default a first answer holds 101
documents, and the rest is asked for once more.
"""

from __future__ import annotations

import time
from typing import Any

from pymongo.database import Database

from shared.outbox.aggregate import PENDING_INDEX, WAITING_FILTER
from shared.outbox.lane import quick

Document = dict[str, Any]
ORDER = [("outbox_since", 1), ("_id", 1)]
_FEW = 20


class Search:
    def __init__(self, database: Database[Document]) -> None:
        self._database = database
        self._places: dict[str, tuple[Any, Any]] = {}
        # By collection: until when a document is left alone, in hand or resting after a refusal.
        self._aside: dict[str, dict[Any, float]] = {}

    def set_aside(self, name: str, document_ids: list[Any], seconds: float = float("inf")) -> None:
        """Not to be found for `seconds`, or until they are freed."""
        until = time.monotonic() + seconds
        self._aside.setdefault(name, {}).update(dict.fromkeys(document_ids, until))

    def free(self, name: str, document_ids: list[Any]) -> None:
        aside = self._aside.get(name, {})
        for document_id in document_ids:
            aside.pop(document_id, None)

    def go_on(self, name: str, limit: int) -> list[Document]:
        """Behind the place where the last search ended there is next to nothing to leave out: one read takes all."""
        place = self._places.pop(name, None)
        return [] if place is None else self._read(name, limit + 1, [("outbox_since", place[0]), ("_id", place[1])])

    def begin(self, name: str, limit: int) -> list[Document]:
        """At the oldest. Where much lies there that is in hand or rests: first a quick local read of the index alone,
        then the outboxes of those that are free."""
        aside = len(self._aside.get(name, ()))
        wanted = limit + aside
        if aside <= _FEW:
            return self._read(name, wanted, None)
        cursor = quick(self._database, name).find(WAITING_FILTER, {"_id": 1, "outbox_since": 1}, hint=PENDING_INDEX)
        free = self._not_aside(name, list(cursor.sort(ORDER).limit(wanted).batch_size(wanted)), wanted)
        if not free:
            return []
        these = {"_id": {"$in": [row["_id"] for row in free]}}
        found = self._database[name].find(these, {"outbox": 1}, batch_size=len(free) + 1)
        by_id = {document["_id"]: document for document in found}
        return [by_id[row["_id"]] for row in free if row["_id"] in by_id]

    def _read(self, name: str, wanted: int, start: list[Any] | None) -> list[Document]:
        cursor = self._database[name].find(WAITING_FILTER, {"outbox": 1, "outbox_since": 1}, hint=PENDING_INDEX)
        if start is not None:
            cursor = cursor.min(start)
        return self._not_aside(name, list(cursor.sort(ORDER).limit(wanted).batch_size(wanted)), wanted)

    def _not_aside(self, name: str, rows: list[Document], wanted: int) -> list[Document]:
        if len(rows) == wanted:
            self._places[name] = rows[-1]["outbox_since"], rows[-1]["_id"]
        aside, now = self._aside.get(name, {}), time.monotonic()
        return [row for row in rows if row["_id"] not in aside or aside.get(row["_id"], 0.0) < now]
