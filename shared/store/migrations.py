"""Changes of stored data that go with a release: ordered, each run once per database, by one process at a
time.

Promises: every process may call `migrate` at its start; one runs what is pending while the others wait. A
migration that fails is run again at the next start, so it must be safe to repeat.
Does not: undo. A lock left by a killed process ends `LEASE_SECONDS` later, by the store's clock.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import pymongo
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError, PyMongoError

from shared import clock
from shared.ids import new_id
from shared.observability.logging import log
from shared.store.connection import NO_DEADLINE, database

COLLECTION = "migrations"
LOCK_ID = "lock"
LEASE_SECONDS = 30
WAIT_SECONDS = 600.0


@dataclass(frozen=True)
class Migration:
    """`name` is what is recorded; never rename one that has run anywhere."""

    name: str
    run: Callable[[Database[dict[str, Any]]], None]


class MigrationsBusy(Exception):
    """Another process held the lock for longer than we may wait."""


def migrate(migrations: Sequence[Migration], wait_seconds: float = WAIT_SECONDS) -> list[str]:
    """Run what is pending, in order; answers the names that ran."""
    names = [migration.name for migration in migrations]
    if len(set(names)) != len(names) or LOCK_ID in names:
        raise ValueError("migrations need names of their own")
    if not _pending(migrations):
        return []
    with pymongo.timeout(NO_DEADLINE), _Lock(wait_seconds):
        pending = _pending(migrations)  # again: another process may have run them while we waited
        for migration in pending:
            migration.run(database())
            database()[COLLECTION].insert_one({"_id": migration.name, "ran_at": clock.now()})
            log.info("migration done", migration=migration.name)
    return [migration.name for migration in pending]


def _pending(migrations: Sequence[Migration]) -> list[Migration]:
    ran = {row["_id"] for row in database()[COLLECTION].find({}, {"_id": 1})}
    return [migration for migration in migrations if migration.name not in ran]


class _Lock(AbstractContextManager[None]):
    """A lease in the database, renewed by a thread while we hold it."""

    def __init__(self, wait_seconds: float) -> None:
        self._wait_seconds = wait_seconds
        self._holder = new_id()
        self._done = threading.Event()

    def __enter__(self) -> None:
        deadline = time.monotonic() + self._wait_seconds
        while not self._claim():
            if time.monotonic() >= deadline:
                raise MigrationsBusy("another process is still running migrations")
            time.sleep(0.2)
        self._renewing = threading.Thread(target=self._renew, name="migrations-lock", daemon=True)
        self._renewing.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._done.set()
        self._renewing.join()
        database()[COLLECTION].delete_one({"_id": LOCK_ID, "holder": self._holder})

    def _claim(self) -> bool:
        # The row first, long expired: a condition on the store's clock cannot make one.
        with suppress(DuplicateKeyError):
            expired = {"$setOnInsert": {"until": datetime.fromtimestamp(0, UTC)}}
            database()[COLLECTION].update_one({"_id": LOCK_ID}, expired, upsert=True)
        return self._extend({"$expr": {"$lt": ["$until", "$$NOW"]}})

    def _renew(self) -> None:
        while not self._done.wait(LEASE_SECONDS / 3):
            try:
                self._extend({"holder": self._holder})
            except PyMongoError as error:
                log.warning("migration lock not renewed", error=type(error).__name__)

    def _extend(self, condition: dict[str, Any]) -> bool:
        until = {"$dateAdd": {"startDate": "$$NOW", "unit": "second", "amount": LEASE_SECONDS}}
        written = database()[COLLECTION].update_one(
            {"_id": LOCK_ID, **condition}, [{"$set": {"until": until, "holder": self._holder}}]
        )
        return written.modified_count == 1
