import contextlib
import time
import urllib.request

import pika
import pytest
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import AMQPError, ProbableAuthenticationError

from deploy.local.rabbitmq import Broker

QUORUM = {"x-queue-type": "quorum"}
# The broker writes the name of a new quorum queue to disk within half a second (ra's registry of names).
# Killed before that, it comes back with a queue that answers nobody.
NAME_WRITTEN_SECONDS = 1.0


def _channel(broker: Broker) -> BlockingChannel:
    return pika.BlockingConnection(pika.URLParameters(broker.uri)).channel()


@pytest.mark.slow
def test_a_killed_broker_comes_back_with_its_messages(broker: Broker) -> None:
    channel = _channel(broker)
    channel.confirm_delivery()
    channel.queue_declare("test.kept", durable=True, arguments=QUORUM)
    for number in range(100):
        channel.basic_publish("", "test.kept", str(number).encode(), pika.BasicProperties(delivery_mode=2))
    time.sleep(NAME_WRITTEN_SECONDS)

    broker.kill()
    _forget(channel)
    broker.start()

    channel = _channel(broker)
    received = [channel.basic_get("test.kept", auto_ack=True)[2] for _ in range(100)]
    channel.queue_delete("test.kept")
    channel.connection.close()
    assert received == [str(number).encode() for number in range(100)]


def _forget(channel: BlockingChannel) -> None:
    """Frees the socket of a connection whose broker is gone."""
    with contextlib.suppress(AMQPError):
        channel.connection.process_data_events()


def test_a_wrong_password_is_refused(broker: Broker) -> None:
    parameters = pika.URLParameters(broker.uri)
    parameters.credentials = pika.PlainCredentials("guest", "guest")
    with pytest.raises(ProbableAuthenticationError):
        pika.BlockingConnection(parameters)


def test_the_broker_tells_prometheus_the_depth_of_each_queue(broker: Broker) -> None:
    channel = _channel(broker)
    channel.queue_declare("test.depth", durable=True, arguments=QUORUM)
    port = broker.place.broker_metrics_port
    address = f"http://127.0.0.1:{port}/metrics/detailed?family=queue_coarse_metrics"
    with urllib.request.urlopen(address, timeout=10) as answer:
        text = answer.read().decode()
    channel.queue_delete("test.depth")
    channel.connection.close()
    assert "rabbitmq_detailed_queue_messages_ready" in text
