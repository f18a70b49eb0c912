"""The declarations on a real broker: they can be repeated by either client, and messages go where they say."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.request import urlopen

import amqp
import pika
import pytest

from deploy.local.rabbitmq import Broker
from shared.broker.topology import (
    DELIVERY_LIMIT,
    Queue,
    Reaction,
    binding_key,
    declare_with_amqp,
    declare_with_pika,
    delay_name,
    reaction_topology,
    retry_name,
    retry_topology,
)
from tests.shared.helpers import depth, forget, take, wait_for

REACTION = Reaction("probe.on_article_withdrawn", ("content.article_withdrawn.v1",))
DELAY = 0.5
DECLARED = [*reaction_topology(REACTION), *retry_topology("probe", [DELAY])]
PROPERTIES = pika.BasicProperties(
    delivery_mode=2, message_id="m-1", content_type="application/json", headers={"x-attempt": 1, "kept": ["ạ", 2]}
)


@pytest.fixture
def declared(channel: Any) -> Iterator[Any]:
    queues = [item.name for item in DECLARED if isinstance(item, Queue)]
    forget(channel, queues)
    declare_with_pika(channel, DECLARED)
    yield channel
    forget(channel, queues)


def test_both_clients_declare_the_same_again_and_again(declared: Any, broker: Broker) -> None:
    parameters = pika.URLParameters(broker.uri)
    with amqp.Connection(
        f"{parameters.host}:{parameters.port}",
        userid=parameters.credentials.username,
        password=parameters.credentials.password,
        virtual_host=parameters.virtual_host,
    ) as connection:
        for _ in range(2):
            declare_with_amqp(connection.channel(), DECLARED)
            declare_with_pika(declared, DECLARED)


def test_every_queue_is_a_quorum_queue_that_drops_nothing() -> None:
    queues = {item.name: item.arguments for item in DECLARED if isinstance(item, Queue)}
    assert set(queues) == {REACTION.name, REACTION.parked, "probe.retry.0.5s"}
    for name, arguments in queues.items():
        assert arguments["x-queue-type"] == "quorum"
        if name == REACTION.parked:
            # RabbitMQ 4 would drop a message from it that was looked at twenty times.
            assert arguments["x-delivery-limit"] > 1_000_000
            assert "x-dead-letter-exchange" not in arguments
        else:
            assert arguments["x-dead-letter-strategy"] == "at-least-once"
            assert arguments["x-overflow"] == "reject-publish"


def test_every_version_of_a_type_reaches_its_reaction_and_no_other_type_does(declared: Any) -> None:
    declared.confirm_delivery()
    for version in ("v1", "v2"):
        declared.basic_publish("content.events", f"content.article_withdrawn.{version}", b"x", mandatory=True)
    declared.basic_publish("content.events", "content.article_withdrawnish.v1", b"x")
    wait_for(lambda: depth(declared, REACTION.name) == 2)


def test_a_message_that_kills_its_reader_again_and_again_is_parked_as_it_came(declared: Any, broker: Broker) -> None:
    declared.basic_publish("", REACTION.name, b"\x00poison", PROPERTIES)
    with pika.BlockingConnection(pika.URLParameters(broker.uri)) as reader:
        killed = 0
        while killed <= DELIVERY_LIMIT:
            victim = reader.channel()
            method, _, _ = victim.basic_get(REACTION.name)
            killed += method is not None
            victim.close()
    properties, body = take(declared, REACTION.parked)
    assert body == b"\x00poison"
    assert properties.headers["kept"] == ["ạ", 2]
    assert properties.headers["x-death"][0]["reason"] == "delivery_limit"
    assert depth(declared, REACTION.name) == 0


def test_a_delayed_message_returns_to_its_reaction_when_its_time_has_come_and_not_before(declared: Any) -> None:
    declared.confirm_delivery()
    declared.basic_publish(retry_name("probe", DELAY), REACTION.name, b'{"a": 1}', PROPERTIES, mandatory=True)
    assert declared.basic_get(REACTION.name)[0] is None
    properties, body = take(declared, REACTION.name, 5)
    assert body == b'{"a": 1}'
    assert (properties.message_id, properties.content_type) == ("m-1", "application/json")
    assert (properties.headers["x-attempt"], properties.headers["kept"]) == (1, ["ạ", 2])


def test_what_no_queue_takes_waits_in_its_delay_queue_and_counts_as_a_message_there(
    declared: Any, broker: Broker
) -> None:
    """Counted as ready no more: the alert on a delay queue that stands still reads the number of messages."""
    name = retry_name("probe", DELAY)
    declared.queue_delete(REACTION.name)
    declared.confirm_delivery()
    declared.basic_publish(name, REACTION.name, b"x", PROPERTIES, mandatory=True)
    wait_for(lambda: counted(broker, name) == {"messages": 1, "messages_ready": 0, "messages_unacked": 0})


def counted(broker: Broker, queue: str) -> dict[str, int]:
    """As Prometheus reads it."""
    page = f"http://127.0.0.1:{broker.place.broker_metrics_port}/metrics/detailed?family=queue_coarse_metrics"
    with urlopen(page, timeout=10) as answer:
        lines = answer.read().decode()
    found = re.findall(rf'rabbitmq_detailed_queue_(messages\w*){{[^}}]*queue="{re.escape(queue)}"[^}}]*}} (\d+)', lines)
    return {what: int(count) for what, count in found}


@pytest.mark.parametrize(
    ("seconds", "name"), [(0.5, "0.5s"), (5, "5s"), (90, "90s"), (120, "2m"), (3600, "1h"), (5400, "90m")]
)
def test_a_delay_queue_tells_its_delay(seconds: float, name: str) -> None:
    assert delay_name(seconds) == name


def test_a_reaction_is_named_by_its_consumer() -> None:
    assert REACTION.consumer == "probe"
    assert binding_key("content.article_withdrawn.v1") == "content.article_withdrawn.#"
    for wrong in ("probe", "Probe.on_it", "probe.on it", "probe.on_it.v1"):
        with pytest.raises(ValueError, match="is not <consumer>"):
            Reaction(wrong, ())
