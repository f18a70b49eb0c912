"""Keeps a process's search index as the store says, step by step.

The store itself tells which rows changed, so nothing depends on who changed them or how. Where that thread was lost (a
new process, a store restored) everything is compared. A broken index, and one that was ordered to be made anew, is
filled beside the one in use, which answers until the new one takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic

from services.content.engines.search_folder import SearchFolder
from services.content.engines.search_index import SearchIndex, SearchIndexBrokenError
from services.content.store import search_feed
from services.content.store.search_orders import SearchOrder
from shared.beside_hub import beside_hub
from shared.observability import log

# Read and indexed at a time: bounds the memory, and how long the hub is held up by reading.
BATCH = 50
SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_BETWEEN_ORDERS = 5.0


class Filling:
    """Makes an index equal to the store as it was at some moment since it began. `order`: the last one given before."""

    def __init__(self, index: SearchIndex, order: int) -> None:
        self.index = index
        self.order = order
        self._steps = self._compare()

    def step(self) -> bool:
        """False when it is done."""
        return next(self._steps, None) is not None

    def again(self) -> Filling:
        """From its beginning; what it has indexed is found equal."""
        return Filling(self.index, self.order)

    def _compare(self) -> Iterator[int]:
        indexed = beside_hub(self.index.stamps)
        for batch in search_feed.stamps():
            changed = [key for key, stamp in batch.items() if indexed.pop(key, None) != stamp]
            for keys in _batches(changed):
                bring(self.index, keys)
                yield len(keys)
        # Asked for again: a row that moved while all were read may only have been passed over.
        for keys in _batches(list(indexed)):
            bring(self.index, keys)
            yield len(keys)
        self.index.note_filled(self.order)


class StoreFollower:
    def __init__(self, folder: SearchFolder) -> None:
        self._folder = folder
        self._changes = search_feed.Changes()
        self._filling: Filling | None = None
        self._broken = False
        self._looked_at = self._asked_at = 0.0

    def step(self) -> None:
        """Raises PyMongoError; the next step goes on where this one was."""
        if not self._changes.begun:
            self._begin()
        self._look()
        if self._filling is not None:
            try:
                if not self._filling.step():
                    self._finish(self._filling)
            except SearchIndexBrokenError as error:
                log.warning("search_index_broken", error=str(error))
                self._fill_another()

    @property
    def up_to_date(self) -> bool:
        """Nothing is left to compare; changes are followed."""
        return self._filling is None and self._changes.begun

    def run_to_end(self) -> None:
        """For a command or a test: until nothing is left to do."""
        self.step()
        while not self.up_to_date or self._look():
            self.step()

    def lose_thread(self) -> None:
        """After an error of the store: the next step asks anew, from the last change that is in the index on."""
        self._changes.close()
        if self._filling is not None:
            self._filling = self._filling.again()

    def close(self) -> None:
        self._changes.close()
        self._folder.close()

    def _begin(self) -> None:
        filled_for = self._folder.current.filled_for
        order = SearchOrder.latest() if filled_for is None else filled_for
        if self._changes.begin():
            # What is being filled beside it takes its place soon, and compares all anyway.
            self._filling = self._filling.again() if self._filling else Filling(self._folder.current, order)

    def _look(self) -> bool:
        """What changed, into the index in use and the one being filled. While there is one, not at every step."""
        now = monotonic()
        if self._filling is not None and now - self._looked_at < SECONDS_BETWEEN_LOOKS:
            return False
        if now - self._asked_at >= SECONDS_BETWEEN_ORDERS:
            self._obey(SearchOrder.latest())
            self._asked_at = now
        keys = self._changes.take(BATCH)
        if not self._broken:
            self._bring_to_current(keys)
        if self._filling is not None and self._filling.index is not self._folder.current:
            bring(self._filling.index, keys)
        self._changes.taken()
        self._looked_at = monotonic()
        return bool(keys)

    def _bring_to_current(self, keys: list[str]) -> None:
        try:
            self._folder.check()
            bring(self._folder.current, keys)
        except SearchIndexBrokenError as error:
            log.warning("search_index_broken", error=str(error))
            self._broken = True
            self._fill_another()

    def _obey(self, order: int) -> None:
        filled_for = self._filling.order if self._filling else self._folder.current.filled_for
        if filled_for is not None and order > filled_for:
            log.info("search_index_ordered_anew")
            self._fill_another()

    def _fill_another(self) -> None:
        """Beside the one in use, which answers until it is there."""
        if self._filling is not None and self._filling.index is not self._folder.current:
            self._folder.discard(self._filling.index)
        self._filling = Filling(self._folder.another(), SearchOrder.latest())

    def _finish(self, filling: Filling) -> None:
        self._filling = None
        if filling.index is not self._folder.current:
            self._folder.take(filling.index)
            self._broken = False
        log.info("search_index_filled")


def bring(index: SearchIndex, keys: list[str]) -> None:
    """What the store says of these, into the index."""
    index.check()
    if keys:
        found = search_feed.entries(keys)
        beside_hub(lambda: index.apply(found.put, found.gone))


def _batches(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
