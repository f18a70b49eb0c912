"""`make parked`: looked at, a message stays; sent back, it goes through its reaction as if new."""

import json
from collections.abc import Iterator
from typing import Any

import pika
import pytest

from deploy.local.rabbitmq import Broker
from shared.broker.parked import depths, main, peek, redrive
from shared.broker.policy import RetryPolicy, Verdict, next_headers
from shared.broker.topology import (
    DELIVERY_LIMIT,
    Queue,
    Reaction,
    declare_with_pika,
    reaction_topology,
    retry_name,
    retry_topology,
)
from tests.shared.helpers import body_of, depth, forget, take, wait_for

TYPE = "content.article_withdrawn.v1"
REACTION = Reaction("probe.on_article_withdrawn", (TYPE,))
POLICY = RetryPolicy(delays=(0.3,))
DECLARED = [*reaction_topology(REACTION), *retry_topology("probe", POLICY.delays)]
BODIES = [body_of(TYPE, f"event-{number}") + b"   " for number in range(3)]


@pytest.fixture
def parked(channel: Any) -> Iterator[Any]:
    """Three messages that failed, the first without a message id."""
    queues = [item.name for item in DECLARED if isinstance(item, Queue)]
    forget(channel, queues)
    declare_with_pika(channel, DECLARED)
    channel.confirm_delivery()
    verdict = Verdict("park", "retries_exhausted")
    for number, body in enumerate(BODIES):
        headers = next_headers({"kept": number}, verdict, RuntimeError(), reaction=REACTION.name, moment="m")
        properties = pika.BasicProperties(
            delivery_mode=2, message_id=f"event-{number}" if number else None, headers=headers
        )
        channel.basic_publish("", REACTION.parked, body, properties)
    yield channel
    forget(channel, queues)


def another(channel: Any) -> Any:
    return channel.connection.channel()


def test_what_is_shown_stays_and_tells_why_it_is_there(parked: Any) -> None:
    found = peek(another(parked), REACTION.parked, 2)
    assert [item["id"] for item in found] == ["event-0", "event-1"]
    assert found[0]["reason"] == "retries_exhausted"
    assert "RuntimeError" in found[0]["history"][0]
    assert "ts/x03" not in json.dumps(found), "a body may concern a person"
    wait_for(lambda: depth(parked, REACTION.parked) == 3)


def test_everything_goes_back_to_its_reaction_unchanged_and_with_new_tries(parked: Any) -> None:
    assert redrive(another(parked), REACTION.parked) == 3
    found = [take(parked, REACTION.name) for _ in BODIES]
    assert [body for _, body in found] == BODIES
    for number, (properties, _) in enumerate(found):
        assert properties.headers["kept"] == number
        assert len(properties.headers["x-history"]) == 1
        assert not {"x-attempt", "x-parked-reason", "x-parked-from"} & set(properties.headers)
        assert properties.delivery_mode == 2
    assert depth(parked, REACTION.parked) == 0


@pytest.mark.parametrize("number", [0, 2])
def test_one_event_goes_back_and_the_others_stay(parked: Any, number: int) -> None:
    assert redrive(another(parked), REACTION.parked, f"event-{number}") == 1
    assert take(parked, REACTION.name)[1] == BODIES[number]
    wait_for(lambda: depth(parked, REACTION.parked) == 2)


def test_an_event_that_is_not_there_moves_nothing(parked: Any) -> None:
    assert redrive(another(parked), REACTION.parked, "event-9") == 0
    wait_for(lambda: depth(parked, REACTION.parked) == 3)


def test_a_message_leaves_the_parked_queue_only_after_its_reaction_has_it(parked: Any) -> None:
    parked.queue_delete(REACTION.name)
    trying = another(parked)
    with pytest.raises(pika.exceptions.UnroutableError):
        redrive(trying, REACTION.parked)
    trying.close()
    wait_for(lambda: depth(parked, REACTION.parked) == 3)


def test_a_message_parked_by_the_broker_may_fail_once_more_and_still_comes_back(parked: Any) -> None:
    """What the broker wrote onto a message it parked must not make it look like one that goes in circles."""
    parked.queue_purge(REACTION.parked)
    parked.basic_publish("", REACTION.name, BODIES[0], pika.BasicProperties(delivery_mode=2))
    for _ in range(DELIVERY_LIMIT + 1):
        victim = another(parked)
        wait_for(lambda victim=victim: victim.basic_get(REACTION.name)[0])
        victim.close()
    wait_for(lambda: depth(parked, REACTION.parked) == 1)
    assert peek(another(parked), REACTION.parked, 1)[0]["reason"] == "delivery_limit"
    wait_for(lambda: redrive(another(parked), REACTION.parked))
    properties, body = take(parked, REACTION.name)
    for _ in range(2):
        verdict = Verdict("retry", "failed", POLICY.delays[0])
        headers = next_headers(properties.headers, verdict, RuntimeError(), reaction=REACTION.name, moment="m")
        again = pika.BasicProperties(delivery_mode=2, headers=headers)
        parked.basic_publish(retry_name("probe", verdict.delay), REACTION.name, body, again, mandatory=True)
        properties, body = take(parked, REACTION.name)
    assert body == BODIES[0]


def test_only_queues_that_exist_are_listed(parked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    never_started = Reaction("probe.on_nothing", (TYPE,))
    monkeypatch.setattr("shared.broker.parked.all_reactions", lambda: (never_started, REACTION))
    assert list(depths(parked.connection.channel)) == [(REACTION.parked, 3)]


def test_the_command_lists_shows_and_sends_back(
    parked: Any, broker: Broker, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOTAY_AMQP_URI", broker.uri)
    monkeypatch.setattr("shared.broker.parked.all_reactions", lambda: (REACTION,))
    assert main(["list"]) == 0
    assert "      3  probe.on_article_withdrawn.parked" in capsys.readouterr().out
    assert main(["show", REACTION.parked, "1"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "event-0"
    assert main(["redrive", REACTION.parked, "event-1"]) == 0
    assert capsys.readouterr().out == "1 sent back\n"
    assert main(["redrive"]) == 2
    waiting = retry_name("probe", POLICY.delays[0])
    assert main(["redrive", waiting]) == 2, "what waits for its time would go round in a circle"
