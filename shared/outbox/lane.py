"""Who may send: one relay of a service at a time, by a lease that the store's clock decides.

A lease per aggregate would let several relays share the work, at the price of a write for each of them. One
relay sends more than a province writes, so the others stand by and one of them
takes over when the lease runs out. Decision 0010.
"""

from __future__ import annotations

import secrets
import time
from typing import Any

from pymongo import ReturnDocument
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

_KEY, _NOBODY = "relay", ""
_STAND_BY = 0.5
"""Seconds between two looks of a relay that stands by."""


def quick(database: Database[dict[str, Any]], name: str) -> Collection[dict[str, Any]]:
    """A collection for the relay's own affairs: what a crash or a failover undoes here costs a duplicate, no event."""
    return database.get_collection(name, read_concern=ReadConcern("local"), write_concern=WriteConcern(w=1))


class Lane:
    """Losing an unjournalled renewal in a crash of the store costs duplicates, never an event."""

    def __init__(self, database: Database[dict[str, Any]], lease_seconds: float) -> None:
        self._lanes = quick(database, "outbox_lanes")
        self._lease_ms = int(lease_seconds * 1000)
        # Give up a little early, so that a relay stops before another may start.
        self._usable = lease_seconds * 0.7
        self._renew_after = lease_seconds * 0.25
        self._owner = secrets.token_hex(8)
        self._taken = self._asked = float("-inf")
        self._created = False
        self.term = 0
        """Counts how often this relay has got the lane: what was claimed in an earlier term is not its own."""

    @property
    def held(self) -> bool:
        """By this process's own reckoning, which is never longer than the store's."""
        return time.monotonic() < self._taken + self._usable

    def hold(self) -> bool:
        """Take or renew the lease where that is due. Raises PyMongoError while the store is away."""
        now = time.monotonic()
        if self.held and now < self._taken + self._renew_after:
            return True
        if not self.held and now < self._asked + _STAND_BY:
            return False
        self._asked = now
        self._create()
        free = {"$or": [{"owner": {"$in": [self._owner, _NOBODY]}}, {"$expr": {"$lt": ["$until", "$$NOW"]}}]}
        until = {"$add": ["$$NOW", self._lease_ms]}
        before = self._lanes.find_one_and_update(
            {"_id": _KEY, **free},
            [{"$set": {"owner": self._owner, "until": until}}],
            return_document=ReturnDocument.BEFORE,
        )
        if before is None:
            return False
        if not self.held or before["owner"] != self._owner:
            self.term += 1
        self._taken = now
        return True

    def still_mine(self) -> bool:
        """What the store says now; for whoever may have slept since `hold`."""
        mine = {"_id": _KEY, "owner": self._owner, "$expr": {"$gt": ["$until", "$$NOW"]}}
        return self._lanes.find_one(mine, {"_id": 1}) is not None

    def leave(self) -> None:
        """Let the next relay begin at once."""
        self._taken = float("-inf")
        self._lanes.update_one({"_id": _KEY, "owner": self._owner}, {"$set": {"owner": _NOBODY}})

    def _create(self) -> None:
        if not self._created:
            self._lanes.update_one({"_id": _KEY}, {"$setOnInsert": {"owner": _NOBODY}}, upsert=True)
            self._created = True
