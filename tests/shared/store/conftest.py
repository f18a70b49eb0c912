"""A clean database of the real mongod for every test."""

from collections.abc import Iterator

import pymongo
import pytest

from deploy.local.mongod import Mongod
from shared.store import connect, database, disconnect, use_keys
from shared.store.keys import KeyRing

SERVICE = "identity"


@pytest.fixture(scope="module")
def connected(mongod: Mongod) -> Iterator[None]:
    connect(mongod.uri(SERVICE))
    yield
    disconnect()


@pytest.fixture
def store(connected: None) -> Iterator[None]:
    _empty()
    yield
    _empty()


@pytest.fixture
def ring() -> Iterator[KeyRing]:
    keys = KeyRing(SERVICE, "k1", {"k1": b"1" * 32}, b"b" * 32)
    use_keys(keys)
    yield keys
    use_keys(None)


def _empty() -> None:
    # A test may leave an open transaction behind on purpose; a drop waits until the server has ended it.
    with pymongo.timeout(60):
        for name in database().list_collection_names():
            database()[name].drop()
