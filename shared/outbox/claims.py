"""The relay's view of the store: claim waiting outboxes, settle what was sent.

Promises: only the relay that holds the lane gets claims; one that lost it changes nothing any more, and should it sleep
between asking and writing, it takes out nothing but events that the broker has confirmed. Losing an unjournalled
settlement in a crash costs a duplicate, not an event.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pymongo.database import Database
from pymongo.errors import PyMongoError

from shared.observability import log
from shared.outbox.aggregate import PENDING_INDEX, WAITING_FILTER
from shared.outbox.claim import Claim, advance, finish
from shared.outbox.lane import Lane, quick
from shared.outbox.search import ORDER, Search
from shared.outbox.waker import Waker

Document = dict[str, Any]
_RESCAN_SECONDS = 30.0
_REMEMBERED_SECONDS = 3.0
"""For at least how long a majority read may show what has been settled; later it costs a duplicate."""
_ALL_SECONDS = 0.25
_BUSY_SECONDS, _GATHERING_SECONDS = 0.25, 0.01


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
        self._search = Search(database)
        # In two generations: to forget is to drop the older one. Only the claimer's thread asks and forgets.
        self._settled: set[str] = set()
        self._settled_before: set[str] = set()
        self._forgot = time.monotonic()
        self._waker = Waker(database)
        self._told: str | None = None
        self._busy_until = float("-inf")
        self._searched_all = float("-inf")

    def claim(self, limit: int) -> list[Claim]:
        """Up to `limit` waiting outboxes, oldest first; none while another relay holds the lane. Raises PyMongoError
        while the store is away."""
        if not self._lane.hold():
            return []
        if self._term != self._lane.term:
            self._begin_term()
        claims: list[Claim] = []
        try:
            for name in self._collections_to_search():
                if len(claims) < limit:
                    claims += self._claim_from(name, limit - len(claims))
        except PyMongoError:
            self.release(claims)  # nobody gets them
            raise
        return claims

    def wait(self, found: int, seconds: float) -> None:
        """After a search that found `found` and no more: until it is worth looking again, at most `seconds`.

        Where several came since the last look more will, and looking for each would cost the store more than they do:
        a short pause gathers them. Otherwise the waker tells of the next one at once.
        """
        now = time.monotonic()
        if found > 1:
            self._busy_until = now + _BUSY_SECONDS
        if not self._lane.held:
            self._waker.close()
            time.sleep(seconds)
        elif now < self._busy_until:
            self._waker.close()
            time.sleep(_GATHERING_SECONDS)
        elif not found:
            self._told = self._waker.wait(seconds)

    def still_valid(self, claims: list[Claim]) -> list[Claim]:
        """Without those that another relay may have by now."""
        return [claim for claim in claims if claim.term == self._lane.term] if self._lane.held else []

    def _collections_to_search(self) -> list[str]:
        """The one that the waker told of; all of them when nothing was told, and every quarter of a second."""
        told, self._told = self._told, None
        now = time.monotonic()
        if told in self._names and now < self._searched_all + _ALL_SECONDS:
            return [told]
        self._searched_all = now
        return self._collections()

    def _begin_term(self) -> None:
        self._term = self._lane.term
        log.info("lane_taken", term=self._term)
        self._search = Search(self._database)
        self._settled, self._settled_before = set(), set()

    def _claim_from(self, name: str, limit: int) -> list[Claim]:
        """The majority read lags behind by a journal's flush, so what was settled just now is left out; what still lies
        there seconds later is there again because a crash of the store undid its settlement."""
        self._forget_old()
        claims = []
        for document in self._search.go_on(name, limit) or self._search.begin(name, limit):
            waiting = [event for event in document.get("outbox", ()) if not self._is_settled(event["id"])]
            if waiting:
                claims.append(Claim(name, document["_id"], self._term, waiting))
        self._search.set_aside(name, [claim.document_id for claim in claims])
        return claims

    def settle(self, claims: Iterable[Claim]) -> int:
        """Take out of the outboxes what the broker has confirmed. Returns how many were claimed in vain."""
        claims = list(claims)
        mine = [claim for claim in claims if claim.term == self._lane.term]
        if not mine or not self._lane.still_mine():
            return len(claims)
        for claim in mine:
            self._settled.update(claim.sent_ids())
        for name, group in _by_collection(mine).items():
            self._settle_in(name, group)
        return len(claims) - len(mine)

    def _settle_in(self, name: str, claims: list[Claim]) -> None:
        collection = quick(self._database, name)
        whole = [claim for claim in claims if claim.failed_at is None]
        refused = [claim for claim in claims if claim.failed_at is not None]
        rest = [claim for claim in refused if claim.failed_at]
        if whole and finish(collection, whole) < len(whole):
            rest += whole  # events were added meanwhile; the outboxes that are empty now no longer match
        if rest:
            collection.bulk_write([advance(claim) for claim in rest], ordered=False)
        self._search.free(name, [claim.document_id for claim in whole])
        # Not to be tried again in a hot loop.
        self._search.set_aside(name, [claim.document_id for claim in refused], self._rest_seconds)

    def _is_settled(self, event_id: str) -> bool:
        return event_id in self._settled or event_id in self._settled_before

    def _forget_old(self) -> None:
        now = time.monotonic()
        if now > self._forgot + _REMEMBERED_SECONDS:
            self._forgot = now
            self._settled, self._settled_before = set(), self._settled

    def release(self, claims: Iterable[Claim]) -> None:
        """Give back what was claimed and not sent."""
        for name, group in _by_collection(claims).items():
            self._search.free(name, [claim.document_id for claim in group])

    def close(self) -> None:
        """Let another relay go on at once."""
        self._waker.close()
        self._lane.leave()

    def backlog(self) -> Backlog:
        documents, oldest = 0, None
        for name in self._collections():
            collection = quick(self._database, name)
            documents += collection.count_documents(WAITING_FILTER, hint=PENDING_INDEX)
            first = collection.find_one(WAITING_FILTER, {"_id": 0, "outbox_since": 1}, hint=PENDING_INDEX, sort=ORDER)
            if first is not None and (oldest is None or first["outbox_since"] < oldest):
                oldest = first["outbox_since"]
        age = (datetime.now(UTC) - oldest).total_seconds() if oldest else 0.0
        return Backlog(documents, max(0.0, age))

    def _collections(self) -> list[str]:
        """Every collection with the outbox index has an outbox; new ones are noticed without a restart."""
        if not self._names or time.monotonic() - self._scanned > _RESCAN_SECONDS:
            names = self._database.list_collection_names()
            self._names = sorted(name for name in names if self._has_outbox(name))
            self._scanned = time.monotonic()
        return self._names

    def _has_outbox(self, name: str) -> bool:
        return not name.startswith("system.") and PENDING_INDEX in self._database[name].index_information()


def _by_collection(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.collection, []).append(claim)
    return groups
