"""One process, many troubles: it keeps the thread from question to event to reaction, and outlives its broker."""

import json
from typing import Any

import pika
import pytest
from pymongo.database import Database

from tests.shared.documents import Reading
from tests.shared.helpers import body_of, depth, take, wait_for
from tests.shared.messaging.conftest import Speaker

TYPE = "content.article_withdrawn.v1"
QUEUE = "speaker.on_article_withdrawn"
BATCH_QUEUE = "speaker.on_articles_withdrawn"
TRACE = "0af7651916cd43dd8448eb211c80319c"


def told(database: Database[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """The envelopes of this type that wait in outboxes."""
    events = [event for row in database.leaflets.find() for event in row["outbox"]]
    return [json.loads(event["body"]) for event in events if event["type"] == kind]


def test_trace_and_correlation_go_from_a_question_into_its_event_and_on_into_what_that_causes(
    speaker: Speaker, leaflets: Any, channel: Any
) -> None:
    headers = {"nameko.correlation_id": "c-42", "nameko.traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}
    assert speaker.ask("withdraw", token=speaker.token(), headers=headers, words="a")["error"] is None
    (first,) = told(leaflets, TYPE)
    assert first["correlationid"] == "c-42"
    assert first["causationid"] is None
    assert first["traceparent"].split("-")[1] == TRACE
    assert first["source"] == "/sotay/ts/content"
    channel.basic_publish("", QUEUE, json.dumps(first).encode())
    (second,) = wait_for(lambda: told(leaflets, "speech.audio_failed.v1"))
    assert second["correlationid"] == "c-42"
    assert second["causationid"] == first["id"]
    assert second["traceparent"].split("-")[1] == TRACE
    assert second["traceparent"] != first["traceparent"], "a span of its own"


def test_a_question_without_any_thread_begins_one(speaker: Speaker, leaflets: Any) -> None:
    speaker.ask("withdraw", token=speaker.token(), words="a")
    (event,) = told(leaflets, TYPE)
    assert event["correlationid"]
    assert event["traceparent"].startswith("00-")


def test_a_body_nested_without_end_is_parked_and_holds_up_nobody(speaker: Speaker, leaflets: Any, channel: Any) -> None:
    channel.queue_purge(f"{QUEUE}.parked")
    for _ in range(25):  # more than are taken at once
        channel.basic_publish("", QUEUE, b'{"data":' + b"[" * 50_000)
    channel.basic_publish("", QUEUE, body_of(TYPE, "e-good"))
    wait_for(lambda: told(leaflets, "speech.audio_failed.v1"))
    wait_for(lambda: depth(channel, f"{QUEUE}.parked") == 25)


def encode_any_name(pieces: list[bytes], value: str | bytes) -> int:
    """pika is too polite to send a header whose name is not text."""
    name = value.encode() if isinstance(value, str) else value
    pieces += [bytes([len(name)]), name]
    return len(name) + 1


@pytest.mark.parametrize("queue", [QUEUE, BATCH_QUEUE])
def test_an_unreadable_event_with_strange_headers_is_parked_and_costs_the_others_nothing(
    speaker: Speaker, leaflets: Any, channel: Any, queue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel.queue_purge(f"{queue}.parked")
    strange: dict[Any, Any] = {b"\xff": 1, "n": -(2**62), "list": [None, b"\x00", {"x": -1}], "x-attempt": 2**40}
    with monkeypatch.context() as patched:
        patched.setattr("pika.data.encode_short_string", encode_any_name)
        channel.basic_publish("", queue, b"unreadable", pika.BasicProperties(headers=strange))
    for number in range(30):
        channel.basic_publish("", queue, body_of(TYPE, f"e-{number}"))
    wait_for(lambda: depth(channel, f"{queue}.parked") == 1, 60)
    if queue == QUEUE:
        wait_for(lambda: len(told(leaflets, "speech.audio_failed.v1")) == 30)
    else:
        wait_for(lambda: [reading.times for reading in Reading.objects] == [1] * 30)
    assert take(channel, f"{queue}.parked")[1] == b"unreadable"


def test_a_header_that_the_client_library_cannot_read_does_not_end_the_process(
    speaker: Speaker, leaflets: Any, channel: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def encode_strange(pieces: list[bytes], value: Any) -> int:
        pieces.append(b"T" + (2**40).to_bytes(8, "big"))  # a moment in the year 36812
        return 9

    with monkeypatch.context() as patched:
        patched.setattr("pika.data.encode_value", encode_strange)
        channel.basic_publish("", QUEUE, body_of(TYPE, "e-strange"), pika.BasicProperties(headers={"when": 1}))
    wait_for(lambda: "broker_session_failed" in speaker.log.read_text())
    wait_for(lambda: channel.queue_purge(QUEUE).method.message_count)  # the broker would park it after twenty times
    channel.basic_publish("", QUEUE, body_of(TYPE, "e-good"))
    wait_for(lambda: told(leaflets, "speech.audio_failed.v1"))
    assert speaker.alive()


@pytest.mark.slow
def test_the_process_outlives_its_broker(speaker: Speaker, leaflets: Any) -> None:
    connections = speaker.connections()
    speaker.broker.kill()
    wait_for(lambda: "broker_connection_lost" in speaker.log.read_text())
    speaker.broker.start()
    wait_for(lambda: speaker.connections() > connections)
    assert speaker.ask("say", token=speaker.token(), words="a")["result"]["said"] == "a"
    with pika.BlockingConnection(pika.URLParameters(speaker.broker.uri)) as connection:
        connection.channel().basic_publish("", QUEUE, body_of(TYPE, "e-after"))
        wait_for(lambda: told(leaflets, "speech.audio_failed.v1"))
    assert speaker.alive()
