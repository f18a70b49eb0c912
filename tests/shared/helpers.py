"""What the chassis' tests share: waiting, envelopes, looking into queues."""

import json
import time
from collections.abc import Callable, Iterable
from typing import Any

import pymongo
import pymongo.database

from shared.contracts import event_type
from shared.contracts.samples import sample_of
from shared.store import database, ensure_indexes


def wait_for(condition: Callable[[], Any], seconds: float = 30) -> Any:
    """What `condition` answered once it was true."""
    deadline = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def body_of(kind: str, event_id: str, **changed: Any) -> bytes:
    """An encoded event of this type; `changed` replaces attributes of its envelope."""
    return json.dumps({**sample_of(event_type(kind)), "id": event_id, **changed}).encode()


def depth(channel: Any, queue: str) -> int:
    return int(channel.queue_declare(queue, passive=True).method.message_count)


def take(channel: Any, queue: str, seconds: float = 10) -> tuple[Any, bytes]:
    """The next message: its properties and body. Waits for it."""
    _, properties, body = wait_for(lambda: _get(channel, queue), seconds)
    return properties, body


def _get(channel: Any, queue: str) -> Any:
    found = channel.basic_get(queue, auto_ack=True)
    return found if found[0] is not None else None


def forget(channel: Any, queues: Iterable[str]) -> None:
    for queue in queues:
        channel.queue_delete(queue)


_INDEXED: set[tuple[str, str]] = set()


def empty_store(documents: Iterable[type[Any]] = ()) -> None:
    """The connected database without a row, with the documents' indexes. Collections stay: mongod keeps the files of
    a dropped one for minutes, and a quick run of tests reached its limit of open files that way."""
    here = database()
    # A test may leave an open transaction behind on purpose; a deletion waits until the server has ended it.
    with pymongo.timeout(60):
        empty(here)
        for document in documents:
            mark = (here.name, document._get_collection_name())
            if mark not in _INDEXED:
                ensure_indexes([document])
                _INDEXED.add(mark)


def drop_store() -> None:
    """For tests of how collections and indexes come to be."""
    here = database()
    with pymongo.timeout(60):
        for name in here.list_collection_names():
            here[name].drop()
    _INDEXED.difference_update({mark for mark in _INDEXED if mark[0] == here.name})


def empty(place: pymongo.database.Database[dict[str, Any]]) -> None:
    for name in place.list_collection_names():
        if not name.startswith("system."):
            place[name].delete_many({})


def keep_what_expires() -> None:
    """Tests live on a day of their own, mongod today: what it removes by its own clock would vanish under them."""
    for name in database().list_collection_names():
        for index in database()[name].list_indexes():
            if "expireAfterSeconds" in index:
                database()[name].drop_index(index["name"])
