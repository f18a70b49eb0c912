"""A real relay in front of a real broker: an event leaves its outbox only when a queue has it for certain."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pika
import pytest
from pymongo.read_concern import ReadConcern

from deploy.local.rabbitmq import Broker
from shared.contracts.speech import AudioFailed
from shared.errors import Unavailable
from shared.outbox import change, create
from shared.outbox.claims import Claims
from shared.outbox.relay import Relay
from tests.shared.documents import Leaflet, withdrawn
from tests.shared.helpers import wait_for

EXCHANGE = "nowhere.events"  # no reaction waits for this producer
QUEUE = "nowhere.queue"


@contextmanager
def relaying(broker: Broker, leaflets: Any) -> Iterator[Relay]:
    relay = Relay(pika.URLParameters(broker.uri), Claims(leaflets, lease_seconds=1.0, rest_seconds=1.0), "nowhere")
    thread = threading.Thread(target=relay.run)
    thread.start()
    try:
        yield relay
    finally:
        relay.stop()
        thread.join(30)
        assert not thread.is_alive()


def is_ready(relay: Relay) -> bool:
    try:
        relay.check()
    except Unavailable:
        return False
    return True


@pytest.fixture
def nowhere(channel: Any, leaflets: Any) -> Iterator[Any]:
    """A channel, with the producer's exchange and nothing bound to it."""
    channel.queue_delete(QUEUE)
    channel.exchange_delete(EXCHANGE)
    channel.exchange_declare(EXCHANGE, "topic", durable=True)
    yield channel
    channel.queue_delete(QUEUE)


def bind(channel: Any, **arguments: Any) -> None:
    channel.queue_declare(QUEUE, durable=True, arguments=arguments)
    channel.queue_bind(QUEUE, EXCHANGE, "#")


def drain(channel: Any, enough: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    def enough_came() -> bool:
        method, properties, body = channel.basic_get(QUEUE, auto_ack=True)
        if method is not None:
            assert properties.delivery_mode == 2
            assert properties.message_id == json.loads(body)["id"]
            found.append(json.loads(body))
        return len(found) >= enough

    wait_for(enough_came)
    return found


def all_sent() -> bool:
    return Leaflet.objects(outbox_since__exists=True).count() == 0


def test_everything_written_reaches_its_queue_in_order_and_leaves_the_outbox(
    nowhere: Any, broker: Broker, leaflets: Any
) -> None:
    bind(nowhere, **{"x-queue-type": "quorum"})
    for number in range(20):
        create(Leaflet(id=f"l-{number}"), withdrawn(1), withdrawn(2))
    with relaying(broker, leaflets) as relay:
        wait_for(all_sent)
        assert is_ready(relay)
        for number in range(20):
            change(Leaflet.objects(pk=f"l-{number}").get(), withdrawn(3))
        wait_for(all_sent)
    sequences: dict[str, list[int]] = {}
    for envelope in drain(nowhere, 60):
        sequences.setdefault(envelope["subject"], []).append(envelope["sequence"])
    assert sequences == {f"l-{number}": [1, 2, 3] for number in range(20)}


def test_a_required_event_that_no_queue_takes_stays_until_one_does(nowhere: Any, broker: Broker, leaflets: Any) -> None:
    create(Leaflet(id="l-1"), withdrawn(1))
    optional = AudioFailed(audio_id="a", article_id="a", article_version=1, audience="ts/", voice="nu", code="x")
    create(Leaflet(id="l-2"), optional)
    with relaying(broker, leaflets):
        wait_for(lambda: not Leaflet.objects(pk="l-2").get().outbox)
        nowhere.connection.sleep(0.5)
        assert len(Leaflet.objects(pk="l-1").get().outbox) == 1
        bind(nowhere)
        assert drain(nowhere, 1)[0]["subject"] == "l-1"
        wait_for(all_sent)


def test_an_event_that_the_broker_refuses_stays_until_it_is_taken(nowhere: Any, broker: Broker, leaflets: Any) -> None:
    bind(nowhere, **{"x-max-length": 1, "x-overflow": "reject-publish"})
    nowhere.basic_publish(EXCHANGE, "x", b"already full")
    for number in range(5):
        create(Leaflet(id=f"l-{number}"), withdrawn(1))
    with relaying(broker, leaflets) as relay:
        wait_for(lambda: is_ready(relay))
        nowhere.connection.sleep(1)
        assert Leaflet.objects(outbox_since__exists=True).count() == 5
        nowhere.queue_delete(QUEUE)
        bind(nowhere)
        drain(nowhere, 5)
        wait_for(all_sent)


def test_a_polite_end_hands_back_what_was_not_sent(nowhere: Any, broker: Broker, leaflets: Any) -> None:
    bind(nowhere)
    for number in range(300):
        create(Leaflet(id=f"l-{number}"), withdrawn(1))
    stored, lanes = [
        leaflets.get_collection(name, read_concern=ReadConcern("local")) for name in ("leaflets", "outbox_lanes")
    ]
    with relaying(broker, leaflets):
        wait_for(lambda: lanes.count_documents({"owner": {"$gt": ""}}))
    assert lanes.find_one()["owner"] == ""
    sent = 300 - stored.count_documents({"outbox_since": {"$exists": True}})
    assert nowhere.queue_declare(QUEUE, passive=True).method.message_count == sent
