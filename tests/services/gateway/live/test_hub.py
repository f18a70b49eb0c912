from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.types import Message

from services.gateway.live.audience import Listener
from services.gateway.live.client import HEARTBEAT, QUEUE_LENGTH, Client
from services.gateway.live.hub import BATCH, STREAMS_PER_MEMBER, Hub, TooManyStreams
from services.gateway.live.journal import frame
from shared import clock

HERE = "ts/c/"


def document(number: int, to: str = "members", audience: str = "ts/", member_id: str = "") -> dict[str, Any]:
    return {
        "event_id": f"e{number}", "kind": "article_published", "to": to, "audience": audience, "member_id": member_id,
        "ids": {"article_id": "a"}, "recorded_at": clock.now(),
    }  # fmt: skip


class Reader:
    """The far end of a stream: keeps what it gets; while `reading` is not set, the sender is kept waiting."""

    def __init__(self, hub: Hub, member_id: str, path: str = HERE, *desks: str) -> None:
        self.got: list[bytes] = []
        self.reading = asyncio.Event()
        self.reading.set()
        self.client: Client = hub.join(Listener(member_id, path, desks))
        self.client.open(self._send, frozenset())

    async def _send(self, message: Message) -> None:
        if not self.reading.is_set():
            await self.reading.wait()
        self.got.append(message["body"])


def test_a_reader_that_never_reads_is_cut_and_the_others_get_everything() -> None:
    async def run() -> tuple[Reader, list[Reader], list[bytes]]:
        hub = Hub()
        stalled = Reader(hub, "m0")
        stalled.reading.clear()
        healthy = [Reader(hub, f"m{n}") for n in range(1, 101)]
        documents = [document(number) for number in range(150)]
        for one in documents:
            await hub.push(one)
        return stalled, healthy, [frame(one) for one in documents]

    stalled, healthy, sent = asyncio.run(run())
    assert stalled.client.gone
    assert not any(reader.client.gone for reader in healthy)
    assert all(reader.got == sent for reader in healthy)


def test_what_waits_for_a_slow_reader_is_bounded() -> None:
    async def run() -> int:
        hub = Hub()
        client = hub.join(Listener("m", HERE))
        for number in range(QUEUE_LENGTH * 3):
            await hub.push(document(number))
        return client.waiting

    assert asyncio.run(run()) == QUEUE_LENGTH


def test_a_reader_who_paused_gets_what_waited_in_order_and_then_the_rest() -> None:
    async def run() -> tuple[list[bytes], list[bytes]]:
        hub = Hub()
        reader = Reader(hub, "m")
        documents = [document(number) for number in range(QUEUE_LENGTH // 2)]
        reader.reading.clear()
        for one in documents[:-1]:
            await hub.push(one)
        assert reader.got == []
        reader.reading.set()
        await asyncio.sleep(0.01)
        await hub.push(documents[-1])
        return reader.got, [frame(one) for one in documents]

    got, sent = asyncio.run(run())
    assert b"".join(got) == b"".join(sent)
    assert len(got) < len(sent)  # what waited came in one piece


def test_a_stream_that_ends_while_its_reader_is_kept_waiting_leaves_nothing_running() -> None:
    async def run() -> tuple[int, list[bytes]]:
        hub = Hub()
        reader = Reader(hub, "m")
        reader.reading.clear()
        await hub.push(document(1))
        hub.leave(reader.client)
        await reader.client.close()
        reader.reading.set()
        await asyncio.sleep(0.01)
        return len(asyncio.all_tasks()), reader.got

    assert asyncio.run(run()) == (1, [])


def test_a_reader_whose_line_breaks_is_cut_and_no_other_notices() -> None:
    async def broken(_: Message) -> None:
        raise ConnectionResetError

    async def run() -> tuple[bool, list[bytes]]:
        hub = Hub()
        lost = hub.join(Listener("m0", HERE))
        lost.open(broken, frozenset())
        healthy = Reader(hub, "m1")
        await hub.push(document(1))
        return lost.gone, healthy.got

    gone, got = asyncio.run(run())
    assert gone
    assert len(got) == 1


def test_what_came_while_the_stream_opened_follows_unless_it_was_replayed() -> None:
    async def run() -> tuple[list[bytes], list[bytes]]:
        hub = Hub()
        client = hub.join(Listener("m", HERE))
        first, second, third = (document(number) for number in range(3))
        await hub.push(first)
        await hub.push(second)
        got: list[bytes] = []

        async def send(message: Message) -> None:
            got.append(message["body"])

        client.open(send, frozenset([frame(first), frame(third)]))
        await hub.push(third)
        return got, [frame(second)]

    got, expected = asyncio.run(run())
    assert got == expected


def test_every_open_page_hears_a_heartbeat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.gateway.live.hub.HEARTBEAT_SECONDS", 0.01)

    async def run() -> list[list[bytes]]:
        hub = Hub()
        readers = [Reader(hub, f"m{n}") for n in range(BATCH + 1)]
        beating = asyncio.create_task(hub.beat())
        await asyncio.sleep(0.1)
        beating.cancel()
        return [reader.got for reader in readers]

    for got in asyncio.run(run()):
        assert HEARTBEAT in got


def test_an_announcement_goes_to_the_pages_it_concerns_and_to_no_others() -> None:
    async def run() -> list[int]:
        hub = Hub()
        readers = [
            Reader(hub, "m1", "ts/x01/c1/"),
            Reader(hub, "m1", "ts/x01/c1/"),
            Reader(hub, "m2", "ts/x01/c1/"),
            Reader(hub, "m3", "ts/x02/c1/"),
            Reader(hub, "m4", "ts/x02/c1/", "ts/x01/"),
        ]
        await hub.push(document(1, "members", "ts/x01/"))
        await hub.push(document(2, "person", "", "m1"))
        await hub.push(document(3, "desk", "ts/x01/c1/"))
        hub.leave(readers[0].client)
        await hub.push(document(4, "person", "", "m1"))
        return [len(reader.got) for reader in readers]

    assert asyncio.run(run()) == [2, 3, 1, 0, 2]


def test_one_member_may_not_open_streams_without_end() -> None:
    hub = Hub()
    clients = [hub.join(Listener("m", HERE)) for _ in range(STREAMS_PER_MEMBER)]
    with pytest.raises(TooManyStreams):
        hub.join(Listener("m", HERE))
    hub.leave(clients[0])
    hub.join(Listener("m", HERE))
    assert len(hub) == STREAMS_PER_MEMBER
