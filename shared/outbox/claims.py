"""The relay's view of the store: claim waiting outboxes by lease, settle what was sent, on condition of the lease.

Promises: an outbox is in at most one relay's hands while its lease lasts; a relay whose lease ran out changes
nothing any more. The lease is decided by the store's clock alone. What waits is found by its state, never by
"newer than the last one". Losing an unjournalled claim or settlement in a crash costs a duplicate, not an event.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pymongo import UpdateOne
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from shared.outbox.aggregate import PENDING_INDEX
from shared.outbox.transactional import ENTRIES
from shared.outbox.waker import Waker

Document = dict[str, Any]
_RESCAN_SECONDS = 30.0
_LANE = "outbox_lanes"
_MANY = 20


@dataclass(slots=True, eq=False)
class Claim:
    """One aggregate's waiting events, in order, held under `token`.

    `unsent` counts events not yet decided; `failed_at` is the index of the first that the broker did not take.
    """

    collection: str
    document_id: Any
    token: str
    events: list[Document]
    held_until: float
    unsent: int = 0
    failed_at: int | None = None

    def __post_init__(self) -> None:
        self.unsent = len(self.events)

    def fail(self, index: int) -> None:
        self.failed_at = index if self.failed_at is None else min(index, self.failed_at)

    def expired(self) -> bool:
        return time.monotonic() >= self.held_until

    def sent_ids(self) -> list[str]:
        return [event["id"] for event in self.events[: self.failed_at]]


@dataclass(frozen=True, slots=True)
class Backlog:
    documents: int
    oldest_seconds: float


class Claims:
    """`lease_seconds` is also how long a refused event waits before it is tried again."""

    def __init__(self, database: Database[Document], *, lease_seconds: float = 15.0) -> None:
        self._database = database
        self._lease_ms = int(lease_seconds * 1000)
        # A missing lease compares as less.
        self._lease_free = {"$expr": {"$lt": ["$outbox_lease.taken", {"$subtract": ["$$NOW", self._lease_ms]}]}}
        # Give up a little early, so that a relay stops before another may start.
        self._usable = lease_seconds * 0.7
        self._names: list[str] = []
        self._scanned = 0.0
        self._owner = secrets.token_hex(8)
        self._waker = Waker(database)

    def claim(self, limit: int) -> list[Claim]:
        """Up to `limit` waiting outboxes, oldest first. Raises PyMongoError while the store is away."""
        claims: list[Claim] = []
        for name in self._collections():
            if len(claims) < limit and (name != ENTRIES or self._hold_lane()):
                claims += self._claim_from(name, limit - len(claims))
        if len(claims) > _MANY:
            self._waker.close()
        return claims

    def wait(self, seconds: float) -> None:
        """When nothing was found: until something may be there, at most `seconds`."""
        self._waker.wait(seconds)

    def _claim_from(self, name: str, limit: int) -> list[Claim]:
        """Search and lease are quick local operations. The events are then taken from a majority read, so that nothing
        is sent that a failover could still undo; that read lags behind by a journal's flush, so what is settled by
        now, as another local read tells, is left out."""
        collection = self._collection(name)
        waiting = {"outbox_since": {"$exists": True}, **self._lease_free}
        ids = [row["_id"] for row in collection.find(waiting, {"_id": 1}).sort("outbox_since", 1).limit(limit)]
        if not ids:
            return []
        token, held_until = secrets.token_hex(16), time.monotonic() + self._usable
        # $currentDate is the store's clock at half the cost of an update by pipeline.
        lease = {"$set": {"outbox_lease.token": token}, "$currentDate": {"outbox_lease.taken": True}}
        collection.update_many({"_id": {"$in": ids}, **waiting}, lease)
        mine = collection.find({"_id": {"$in": ids}, "outbox_lease.token": token}, {"outbox.id": 1})
        still = {document["_id"]: {event["id"] for event in document["outbox"]} for document in mine}
        found = self._database[name].find({"_id": {"$in": list(still)}}, {"outbox": 1})
        events = {document["_id"]: document["outbox"] for document in found}
        claims = [
            Claim(name, key, token, [event for event in events.get(key, ()) if event["id"] in still[key]], held_until)
            for key in ids
            if key in still
        ]
        self.release(claim for claim in claims if not claim.events)
        return [claim for claim in claims if claim.events]

    def settle(self, claims: Iterable[Claim]) -> int:
        """Take out of the outboxes what the broker has confirmed. Returns how many leases had been lost."""
        lost = 0
        by_collection: dict[str, list[Claim]] = {}
        for claim in claims:
            by_collection.setdefault(claim.collection, []).append(claim)
        for name, group in by_collection.items():
            lost += self._settle_in(name, group)
        return lost

    def _settle_in(self, name: str, claims: list[Claim]) -> int:
        collection = self._collection(name)
        whole = [claim for claim in claims if claim.failed_at is None]
        part = [claim for claim in claims if claim.failed_at is not None]
        settled = 0
        if whole:
            settled = _finish(collection, whole)
            if settled < len(whole):
                # Events were added meanwhile, or the lease was lost; those already settled no longer match.
                result = collection.bulk_write([_advance(claim, release=True) for claim in whole], ordered=False)
                settled += result.matched_count
        if part:
            # The lease stays: what was refused is tried again when it runs out, not in a hot loop.
            result = collection.bulk_write([_advance(claim, release=False) for claim in part], ordered=False)
            settled += result.matched_count
        return len(claims) - settled

    def release(self, claims: Iterable[Claim]) -> None:
        """Give back what was claimed and not sent, so that the next relay need not wait for the lease to end."""
        for claim in claims:
            mine = {"_id": claim.document_id, "outbox_lease.token": claim.token}
            self._collection(claim.collection).update_one(mine, {"$unset": {"outbox_lease": ""}})

    def backlog(self) -> Backlog:
        documents, oldest = 0, None
        for name in self._collections():
            collection = self._collection(name)
            waiting = {"outbox_since": {"$exists": True}}
            documents += collection.count_documents(waiting, hint=PENDING_INDEX)
            first = collection.find_one(waiting, {"outbox_since": 1}, sort=[("outbox_since", 1)])
            if first is not None and (oldest is None or first["outbox_since"] < oldest):
                oldest = first["outbox_since"]
        age = (datetime.now(UTC) - oldest).total_seconds() if oldest else 0.0
        return Backlog(documents, max(0.0, age))

    def _hold_lane(self) -> bool:
        """Staged events of one subject lie in several documents, so their order needs one relay for all of them."""
        lane = self._collection(_LANE)
        lane.update_one({"_id": ENTRIES}, {"$setOnInsert": {"owner": self._owner}}, upsert=True)
        free = {"$or": [{"owner": self._owner}, {"$expr": {"$lt": ["$until", "$$NOW"]}}]}
        until = {"$add": ["$$NOW", self._lease_ms * 2]}
        renewed = lane.update_one({"_id": ENTRIES, **free}, [{"$set": {"owner": self._owner, "until": until}}])
        return renewed.matched_count == 1

    def _collection(self, name: str) -> Collection[Document]:
        return self._database.get_collection(name, read_concern=ReadConcern("local"), write_concern=WriteConcern(w=1))

    def _collections(self) -> list[str]:
        """Every collection with the outbox index has an outbox; new ones are noticed without a restart."""
        if not self._names or time.monotonic() - self._scanned > _RESCAN_SECONDS:
            names = self._database.list_collection_names()
            self._names = sorted(name for name in names if self._has_outbox(name))
            self._scanned = time.monotonic()
        return self._names

    def _has_outbox(self, name: str) -> bool:
        return not name.startswith("system.") and PENDING_INDEX in self._database[name].index_information()


def _finish(collection: Collection[Document], claims: list[Claim]) -> int:
    """Everything was sent and nothing was added since: empty the outboxes. Those that were leased together and hold
    equally many events go in one statement; a statement each would cost the store ten times as much."""
    alike: dict[tuple[str, int], list[Any]] = {}
    for claim in claims:
        alike.setdefault((claim.token, len(claim.events)), []).append(claim.document_id)
    finished = 0
    for (token, size), ids in alike.items():
        mine = {"_id": {"$in": ids}, "outbox_lease.token": token}
        if collection.name == ENTRIES:
            finished += collection.delete_many(mine).deleted_count
        else:
            empty = {"$set": {"outbox": []}, "$unset": {"outbox_since": "", "outbox_lease": ""}}
            finished += collection.update_many({**mine, "outbox": {"$size": size}}, empty).matched_count
    return finished


def _advance(claim: Claim, *, release: bool) -> Any:
    update: Document = {"$pull": {"outbox": {"id": {"$in": claim.sent_ids()}}}}
    if release:
        update["$unset"] = {"outbox_lease": ""}
    return UpdateOne({"_id": claim.document_id, "outbox_lease.token": claim.token}, update)
