"""The broker at hand for the chassis' own tests."""

from collections.abc import Iterator
from typing import Any

import pika
import pytest

from deploy.local.rabbitmq import Broker


@pytest.fixture
def channel(broker: Broker) -> Iterator[Any]:
    """A channel whose connection ends with the test."""
    connection = pika.BlockingConnection(pika.URLParameters(broker.uri))
    yield connection.channel()
    if connection.is_open:
        connection.close()
