"""The relay's view of the store: claim waiting outboxes, settle what was sent.

Promises: only the relay that holds the lane gets claims; one that lost it changes nothing any more, and should it sleep
between asking and writing, it takes out nothing but events that the broker has confirmed. What waits is found by its
state: a search goes on from where the last one ended only while there is more than it could take, and begins at the
oldest again when there is not. Losing an unjournalled settlement in a crash costs a duplicate, not an event.
"""

from __future__ import annotations

import time
from collections import OrderedDict
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
from shared.outbox.lane import Lane
from shared.outbox.transactional import ENTRIES
from shared.outbox.waker import Waker

Document = dict[str, Any]
Place = tuple[Any, Any]
_RESCAN_SECONDS = 30.0
_REMEMBERED_SECONDS = 5.0
"""How long a majority read may show what has been settled; later it costs a duplicate."""
_MANY = 20
_FOR_EVER = float("inf")
# Searches name their batch size: by default a first answer holds 101 documents, and the rest is asked for once more.
_WAITING = {"outbox_since": {"$exists": True}}
_ORDER = [("outbox_since", 1), ("_id", 1)]


@dataclass(slots=True, eq=False)
class Claim:
    """One aggregate's waiting events, in order, claimed in the `term` of the lane.

    `unsent` counts events not yet decided; `failed_at` is the index of the first that the broker did not take.
    """

    collection: str
    document_id: Any
    term: int
    events: list[Document]
    unsent: int = 0
    failed_at: int | None = None

    def __post_init__(self) -> None:
        self.unsent = len(self.events)

    def fail(self, index: int) -> None:
        self.failed_at = index if self.failed_at is None else min(index, self.failed_at)

    def sent_ids(self) -> list[str]:
        return [event["id"] for event in self.events[: self.failed_at]]


@dataclass(frozen=True, slots=True)
class Backlog:
    documents: int
    oldest_seconds: float


class Claims:
    """`rest_seconds`: how long a refused event waits before it is tried again."""

    def __init__(self, database: Database[Document], *, lease_seconds: float = 8.0, rest_seconds: float = 15.0) -> None:
        self._database = database
        self._rest_seconds = rest_seconds
        self._lane = Lane(database, lease_seconds)
        self._term = 0
        self._names: list[str] = []
        self._scanned = 0.0
        self._places: dict[str, Place] = {}
        # Until when a document is left alone: in hand, or resting after a refusal.
        self._aside: dict[tuple[str, Any], float] = {}
        # Ordered: taking from the front of a plain dict costs more the more was taken before.
        self._settled: OrderedDict[str, float] = OrderedDict()
        self._waker = Waker(database)

    def claim(self, limit: int) -> list[Claim]:
        """Up to `limit` waiting outboxes, oldest first; none while another relay holds the lane. Raises PyMongoError
        while the store is away."""
        if not self._lane.hold():
            return []
        if self._term != self._lane.term:
            self._begin_term()
        claims: list[Claim] = []
        for name in self._collections():
            if len(claims) < limit:
                claims += self._claim_from(name, limit - len(claims))
        if len(claims) > _MANY:
            self._waker.close()
        return claims

    def wait(self, seconds: float) -> None:
        """When nothing was found: until something may be there, at most `seconds`."""
        if self._lane.held:
            self._waker.wait(seconds)
        else:
            self._waker.close()
            time.sleep(seconds)

    def expired(self, claim: Claim) -> bool:
        """Whether another relay may have it by now."""
        return claim.term != self._lane.term or not self._lane.held

    def _begin_term(self) -> None:
        self._term = self._lane.term
        self._places.clear()
        self._aside.clear()
        self._settled.clear()

    def _claim_from(self, name: str, limit: int) -> list[Claim]:
        """The events are taken from a majority read, so that nothing is sent that a failover could still undo; that
        read lags behind by a journal's flush, so what is settled by now is left out."""
        claims = []
        for document in self._go_on(name, limit) or self._begin(name, limit):
            waiting = [event for event in document.get("outbox", ()) if event["id"] not in self._settled]
            if waiting:
                self._aside[name, document["_id"]] = _FOR_EVER
                claims.append(Claim(name, document["_id"], self._term, waiting))
        return claims

    def _go_on(self, name: str, limit: int) -> list[Document]:
        """Behind the place where the last search ended there is next to nothing to leave out: one read takes all."""
        place = self._places.pop(name, None)
        if place is None:
            return []
        cursor = self._database[name].find(_WAITING, {"outbox": 1, "outbox_since": 1}, hint=PENDING_INDEX)
        behind = cursor.min([("outbox_since", place[0]), ("_id", place[1])])
        return self._free(name, list(behind.sort(_ORDER).limit(limit + 1).batch_size(limit + 1)), limit + 1)

    def _begin(self, name: str, limit: int) -> list[Document]:
        """At the oldest, where much may lie that is in hand or rests: a quick local read of the index alone, then the
        outboxes of those that are free."""
        cursor = self._collection(name).find(_WAITING, {"_id": 1, "outbox_since": 1}, hint=PENDING_INDEX)
        wanted = limit + len(self._aside)
        free = self._free(name, list(cursor.sort(_ORDER).limit(wanted).batch_size(wanted)), wanted)
        if not free:
            return []
        these = {"_id": {"$in": [row["_id"] for row in free]}}
        found = self._database[name].find(these, {"outbox": 1}, batch_size=len(free) + 1)
        by_id = {document["_id"]: document for document in found}
        return [by_id[row["_id"]] for row in free if row["_id"] in by_id]

    def _free(self, name: str, rows: list[Document], wanted: int) -> list[Document]:
        if len(rows) == wanted:
            self._places[name] = rows[-1]["outbox_since"], rows[-1]["_id"]
        now = time.monotonic()
        return [row for row in rows if self._aside.get((name, row["_id"]), 0.0) < now]

    def settle(self, claims: Iterable[Claim]) -> int:
        """Take out of the outboxes what the broker has confirmed. Returns how many were claimed in vain."""
        claims = list(claims)
        mine = [claim for claim in claims if claim.term == self._lane.term]
        if not mine or not self._lane.still_mine():
            return len(claims)
        self._remember(mine)
        by_collection: dict[str, list[Claim]] = {}
        for claim in mine:
            by_collection.setdefault(claim.collection, []).append(claim)
        for name, group in by_collection.items():
            self._settle_in(name, group)
        self._set_aside(mine)
        return len(claims) - len(mine)

    def _settle_in(self, name: str, claims: list[Claim]) -> None:
        collection = self._collection(name)
        whole = [claim for claim in claims if claim.failed_at is None]
        rest = [claim for claim in claims if claim.failed_at]
        if whole and _finish(collection, whole) < len(whole):
            rest += whole  # events were added meanwhile; the outboxes that are empty now no longer match
        if rest:
            collection.bulk_write([_advance(claim) for claim in rest], ordered=False)

    def _remember(self, claims: Iterable[Claim]) -> None:
        now = time.monotonic()
        while self._settled and next(iter(self._settled.values())) < now:
            self._settled.popitem(last=False)
        for claim in claims:
            for event_id in claim.sent_ids():
                self._settled[event_id] = now + _REMEMBERED_SECONDS

    def _set_aside(self, claims: Iterable[Claim]) -> None:
        """What was refused rests a while, not to be tried again in a hot loop; the others may be claimed again."""
        for claim in claims:
            key = claim.collection, claim.document_id
            if claim.failed_at is None:
                self._aside.pop(key, None)
            else:
                self._aside[key] = time.monotonic() + self._rest_seconds

    def release(self, claims: Iterable[Claim]) -> None:
        """Give back what was claimed and not sent."""
        for claim in claims:
            self._aside.pop((claim.collection, claim.document_id), None)
        self._places.clear()

    def close(self) -> None:
        """Let another relay go on at once."""
        self._waker.close()
        self._lane.leave()

    def backlog(self) -> Backlog:
        documents, oldest = 0, None
        for name in self._collections():
            collection = self._collection(name)
            documents += collection.count_documents(_WAITING, hint=PENDING_INDEX)
            first = collection.find_one(_WAITING, {"_id": 0, "outbox_since": 1}, hint=PENDING_INDEX, sort=_ORDER)
            if first is not None and (oldest is None or first["outbox_since"] < oldest):
                oldest = first["outbox_since"]
        age = (datetime.now(UTC) - oldest).total_seconds() if oldest else 0.0
        return Backlog(documents, max(0.0, age))

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
    """Everything was sent and nothing was added since: empty the outboxes. Those that hold equally many events go in
    one statement; a statement each would cost the store ten times as much. The last event's id is what makes sure that
    nothing else is taken out."""
    if collection.name == ENTRIES:
        return collection.delete_many({"_id": {"$in": [claim.document_id for claim in claims]}}).deleted_count
    alike: dict[int, list[Claim]] = {}
    for claim in claims:
        alike.setdefault(len(claim.events), []).append(claim)
    finished = 0
    for size, group in alike.items():
        confirmed = {
            "_id": {"$in": [claim.document_id for claim in group]},
            "outbox": {"$size": size},
            f"outbox.{size - 1}.id": {"$in": [claim.events[-1]["id"] for claim in group]},
        }
        empty = {"$set": {"outbox": []}, "$unset": {"outbox_since": ""}}
        finished += collection.update_many(confirmed, empty).matched_count
    return finished


def _advance(claim: Claim) -> Any:
    mine = {"_id": claim.document_id, "outbox.0.id": claim.events[0]["id"]}
    return UpdateOne(mine, {"$pull": {"outbox": {"id": {"$in": claim.sent_ids()}}}})
