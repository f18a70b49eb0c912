"""The broker, and a store of leaflets with its indexes, at hand for the chassis' own tests."""

from collections.abc import Iterator
from typing import Any

import pika
import pymongo
import pytest

from deploy.local.mongod import Mongod
from deploy.local.rabbitmq import Broker
from shared.inbox.documents import InboxEntry
from shared.outbox.transactional import OutboxEntry, OutboxSequence
from shared.store import connect, database, disconnect
from tests.shared.documents import Leaflet, Reading
from tests.shared.helpers import empty_store

DOCUMENTS = (Leaflet, Reading, InboxEntry, OutboxEntry, OutboxSequence)


@pytest.fixture
def channel(broker: Broker) -> Iterator[Any]:
    """A channel whose connection ends with the test."""
    connection = pika.BlockingConnection(pika.URLParameters(broker.uri))
    yield connection.channel()
    if connection.is_open:
        connection.close()


@pytest.fixture(scope="module")
def connected(mongod: Mongod) -> Iterator[None]:
    connect(mongod.uri("content"))
    yield
    disconnect()


@pytest.fixture
def leaflets(connected: None) -> pymongo.database.Database[dict[str, Any]]:
    """An empty database with the indexes that a service would have made at its start."""
    empty_store(DOCUMENTS)
    return database()
