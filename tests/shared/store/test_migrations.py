"""Migrations against the real store: order, once, one process at a time."""

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from pymongo.database import Database

from shared import clock
from shared.store import Migration, database, migrate
from shared.store.connection import OPERATION_SECONDS
from shared.store.migrations import COLLECTION, LOCK_ID, MigrationsBusy

ran: list[str] = []


@pytest.fixture(autouse=True)
def _clean(store: None) -> None:
    ran.clear()


def migration(name: str, seconds: float = 0) -> Migration:
    def run(_database: Database[dict[str, Any]]) -> None:
        time.sleep(seconds)
        ran.append(name)

    return Migration(name, run)


def test_each_runs_once_and_in_order() -> None:
    assert migrate([migration("0001"), migration("0002")]) == ["0001", "0002"]
    assert migrate([migration("0001"), migration("0002"), migration("0003")]) == ["0003"]
    assert ran == ["0001", "0002", "0003"]


def test_racing_processes_run_each_once() -> None:
    steps = [migration("0001", 0.2), migration("0002", 0.2)]
    threads = [threading.Thread(target=migrate, args=(steps,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ran == ["0001", "0002"]


def test_one_that_failed_is_tried_again_and_frees_the_lock() -> None:
    def fail(_database: Database[dict[str, Any]]) -> None:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        migrate([migration("0001"), Migration("0002", fail)])
    assert migrate([migration("0001"), migration("0002")], wait_seconds=0) == ["0002"]


def test_we_wait_no_longer_than_told_for_another() -> None:
    until = clock.now() + timedelta(minutes=1)
    database()[COLLECTION].insert_one({"_id": LOCK_ID, "holder": "another", "until": until})
    with pytest.raises(MigrationsBusy):
        migrate([migration("0001")], wait_seconds=0.3)
    assert ran == []


def test_the_lock_of_a_killed_process_is_taken_over() -> None:
    until = clock.now() - timedelta(seconds=1)
    database()[COLLECTION].insert_one({"_id": LOCK_ID, "holder": "another", "until": until})
    assert migrate([migration("0001")], wait_seconds=0) == ["0001"]


def test_two_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="names"):
        migrate([migration("0001"), migration("0001")])


@pytest.mark.slow
def test_a_migration_may_take_longer_than_any_request() -> None:
    database()["slow"].insert_one({"_id": 1})

    def scan(here: Database[dict[str, Any]]) -> None:
        assert list(here["slow"].find({"$where": f"sleep({1000 * OPERATION_SECONDS + 1000}) || true"}))

    assert migrate([Migration("0001", scan)]) == ["0001"]
