"""Keeps this process's index as the store says: looks every two seconds, indexes in a thread beside the hub.

A document is searchable at most one look after its event was handled (the promise is 5 s). While the store
is away, members are answered from the index as it is.
"""

from __future__ import annotations

from time import monotonic
from typing import Any

import eventlet
from eventlet import tpool
from mongoengine.errors import OperationError
from nameko.extensions import DependencyProvider
from pymongo.errors import PyMongoError

from services.assistant.engines.library import Library, library
from services.assistant.rules.errors import SearchAway
from services.assistant.usecases.bring_index_up_to_date import bring_index_up_to_date
from shared.observability import CheckResult, Degraded, health, log

SECONDS_BETWEEN_LOOKS = 2.0
# Readiness tells of an index that has not been compared for this long.
STALE_AFTER_SECONDS = 30.0


class IndexFollower(DependencyProvider):
    def setup(self) -> None:
        self._stopping = eventlet.Event()
        self._looked_at: float | None = None
        self._away = False
        self._library = library()
        health.register("index", self._check)

    def start(self) -> None:
        self.container.spawn_managed_thread(self._follow, identifier="index_follower")

    def stop(self) -> None:
        self._stopping.send()

    def get_dependency(self, worker_ctx: Any) -> Library:  # noqa: ARG002  nameko's signature
        return self._library

    def _follow(self) -> None:
        """Never raises: an error in a managed thread would end the whole process."""
        while not self._stopping.ready():
            self._look()
            self._stopping.wait(SECONDS_BETWEEN_LOOKS)
        self._library.retriever.close()

    def _look(self) -> None:
        try:
            opened = self._library
            changed = bring_index_up_to_date(opened.retriever, tpool.execute, opened.orders, opened.guide)
            self._looked_at, self._away = monotonic(), False
            if changed:
                log.info("index_brought_up_to_date", documents=changed)
        except SearchAway:
            self._away = True
            log.warning("search_server_away")
        except (PyMongoError, OperationError) as error:
            log.warning("index_not_compared", error=type(error).__name__)
        except Exception as error:  # noqa: BLE001  whatever it is, the next look may go well
            log.exception("index_not_compared", error=type(error).__name__)

    def _check(self) -> CheckResult | None:
        if self._away:
            raise RuntimeError("the search server does not answer")
        if self._looked_at is None:
            raise RuntimeError("the index was not filled yet")
        if monotonic() - self._looked_at > STALE_AFTER_SECONDS:
            raise Degraded("the index was not compared with the store lately")
        return None
