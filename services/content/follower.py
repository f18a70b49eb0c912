"""The thread of the process that keeps its search index as the store says (usecases/follow_the_store.py).

What was published is found after about a second. While the store is away, members are answered from the index as it is.
"""

from __future__ import annotations

from time import monotonic

import eventlet
from nameko.extensions import DependencyProvider

from services.content.engines.search_place import search_place
from services.content.usecases.follow_the_store import StoreFollower
from shared.observability import CheckResult, Degraded, health, log

SECONDS_AFTER_ERROR = 1.0
# Readiness tells of an index that has not been compared for this long.
STALE_AFTER_SECONDS = 30.0


class SearchFollower(DependencyProvider):
    def setup(self) -> None:
        self._stopping = eventlet.Event()
        self._looked_at: float | None = None
        self._follower = StoreFollower(search_place().folder)
        health.register("search", self._check)

    def start(self) -> None:
        self.container.spawn_managed_thread(self._follow, identifier="search_follower")

    def stop(self) -> None:
        self._stopping.send()

    def _follow(self) -> None:
        """Never raises: an error in a managed thread would end the whole process."""
        while not self._stopping.ready():
            try:
                self._follower.step()
                self._looked_at = monotonic()
                eventlet.sleep(0)
            except Exception as error:  # noqa: BLE001  whatever it is, the next look may go well
                log.warning("search_index_not_followed", error=type(error).__name__)
                self._follower.lose_thread()
                self._stopping.wait(SECONDS_AFTER_ERROR)
        self._follower.close()

    def _check(self) -> CheckResult | None:
        if not search_place().complete:
            raise Degraded("the search index is being filled for the first time")
        if self._looked_at is None or monotonic() - self._looked_at > STALE_AFTER_SECONDS:
            raise Degraded("the search index was not compared with the store lately")
        return None
