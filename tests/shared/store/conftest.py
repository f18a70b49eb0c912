"""A clean database of the real mongod for every test."""

from collections.abc import Iterator

import pytest

from deploy.local.mongod import Mongod
from shared.store import connect, disconnect, use_keys
from shared.store.keys import KeyRing
from tests.shared.helpers import drop_store

SERVICE = "identity"


@pytest.fixture(scope="module")
def connected(mongod: Mongod) -> Iterator[None]:
    connect(mongod.uri(SERVICE))
    yield
    disconnect()


@pytest.fixture
def store(connected: None) -> Iterator[None]:
    drop_store()
    yield
    drop_store()


@pytest.fixture
def ring() -> Iterator[KeyRing]:
    keys = KeyRing(SERVICE, "k1", {"k1": b"1" * 32}, b"b" * 32)
    use_keys(keys)
    yield keys
    use_keys(None)
