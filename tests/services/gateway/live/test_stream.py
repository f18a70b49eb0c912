"""From the bus to an open page: real broker, real mongod, real HTTP."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import msgspec
import pika

from deploy.local.rabbitmq import Broker
from services.gateway.store import Store
from shared import clock, ids
from shared.contracts import Event
from shared.contracts.content import ArticlePublished, Block
from shared.contracts.envelope import Envelope, encode
from tests.services.gateway.conftest import CELL, RunningDoor, Tokens, wait_for


def publish(broker: Broker, audience: str, article_id: str, event_id: str | None = None) -> None:
    data = ArticlePublished(
        article_id=article_id, article_version=1, audience=audience, title="t", blocks=[Block(text="p")]
    )
    publish_event(broker, data, article_id, event_id)


def publish_event(broker: Broker, data: Event, subject: str, event_id: str | None = None) -> None:
    source = type(data).TYPE.partition(".")[0]
    envelope = Envelope(
        id=event_id or ids.new_id(), type=type(data).TYPE, source=f"{source}/ts", subject=subject, sequence=1,
        time=clock.now(), correlationid="c", data=msgspec.Raw(msgspec.json.encode(data)),
    )  # fmt: skip
    connection = pika.BlockingConnection(pika.URLParameters(broker.uri))
    channel = connection.channel()
    channel.confirm_delivery()
    channel.basic_publish(f"{source}.events", type(data).TYPE, encode(envelope), mandatory=True)
    connection.close()


class Listening:
    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def read(self, response: httpx.Response) -> None:
        event: dict[str, Any] = {}
        try:
            for line in response.iter_lines():
                if not line and event.get("event"):
                    self.events.append(event)
                    event = {}
                elif line and not line.startswith(":"):
                    name, _, value = line.partition(": ")
                    event[name] = value
        except (httpx.HTTPError, httpx.StreamError):
            return

    @property
    def articles(self) -> list[str]:
        return [msgspec.json.decode(event["data"])["article_id"] for event in self.events]


@contextmanager
def listening(door: RunningDoor, token: str, cursor: str = "") -> Iterator[Listening]:
    heard = Listening()
    before = len(door.app.state.hub)
    with door.client(token) as client:
        request = client.build_request("GET", "/live", headers={"Last-Event-ID": cursor} if cursor else {})
        response = client.send(request, stream=True)
        assert response.headers["content-type"].startswith("text/event-stream")
        thread = threading.Thread(target=heard.read, args=(response,), daemon=True)
        thread.start()
        wait_for(lambda: len(door.app.state.hub) > before)
        yield heard
        # A thread is reading: only the socket itself can be closed under it.
        response.extensions["network_stream"].get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        thread.join(5)
    wait_for(lambda: len(door.app.state.hub) <= before)


def test_members_under_the_audience_hear_at_once_and_others_do_not(
    door: RunningDoor, broker: Broker, token_of: Tokens
) -> None:
    elsewhere = token_of("m2", "ts/x02/c009/")
    with listening(door, token_of()) as mine, listening(door, elsewhere) as other:
        publish(broker, "ts/x01/", "a1")
        publish(broker, "ts/x02/", "a2")
        wait_for(lambda: bool(mine.events) and bool(other.events))
        assert (mine.articles, other.articles) == (["a1"], ["a2"])
        assert mine.events[0]["event"] == "article_published"


def test_a_stream_that_was_cut_takes_up_where_it_was(door: RunningDoor, broker: Broker, token_of: Tokens) -> None:
    with listening(door, token_of()) as before:
        publish(broker, CELL, "a1")
        wait_for(lambda: bool(before.events))
    publish(broker, CELL, "missed")
    publish(broker, "ts/x02/", "not-mine")
    wait_for(lambda: bool(_recorded(door) == 3))
    with listening(door, token_of(), before.events[0]["id"]) as after:
        wait_for(lambda: "missed" in after.articles)
        assert "not-mine" not in after.articles


def test_an_event_delivered_twice_is_announced_once(door: RunningDoor, broker: Broker, token_of: Tokens) -> None:
    event_id = ids.new_id()
    with listening(door, token_of()) as mine:
        publish(broker, CELL, "a1", event_id)
        publish(broker, CELL, "a1", event_id)
        publish(broker, CELL, "a2")
        wait_for(lambda: "a2" in mine.articles)
        assert mine.articles == ["a1", "a2"]


def test_a_cursor_that_cannot_be_read_makes_the_page_load_anew(door: RunningDoor, token_of: Tokens) -> None:
    with listening(door, token_of(), "nonsense") as mine:
        wait_for(lambda: bool(mine.events))
        assert mine.events[0]["event"] == "resync"


def test_what_cannot_be_read_is_parked_byte_for_byte(door: RunningDoor, broker: Broker) -> None:
    connection = pika.BlockingConnection(pika.URLParameters(broker.uri))
    channel = connection.channel()
    channel.queue_purge("gateway.record_live_event.parked")
    channel.basic_publish("content.events", "content.article_published.v9", b'{"half":')
    parked: list[bytes] = []

    def look() -> bool:
        _, _, body = channel.basic_get("gateway.record_live_event.parked", auto_ack=True)
        parked.extend([body] if body else [])
        return bool(parked)

    wait_for(look)
    connection.close()
    assert parked == [b'{"half":']


def _recorded(door: RunningDoor) -> int:
    async def count() -> int:
        store = Store(door.app.state.settings.mongo_uri)
        try:
            return await store.live_events.count_documents({})
        finally:
            await store.close()

    return asyncio.run(count())
