from __future__ import annotations

import asyncio
from typing import Any

import pytest

from services.gateway.live.audience import Listener
from services.gateway.live.hub import QUEUE_LENGTH, STREAMS_PER_MEMBER, Hub, TooManyStreams
from shared import clock


def document(number: int) -> dict[str, Any]:
    return {
        "event_id": f"e{number}", "kind": "article_published", "to": "members", "audience": "ts/", "member_id": "",
        "ids": {"article_id": "a"}, "recorded_at": clock.now(),
    }  # fmt: skip


def test_a_reader_that_never_reads_is_cut_and_the_others_get_everything() -> None:
    async def run() -> tuple[bool, bool, list[int]]:
        hub = Hub()
        stalled = hub.join(Listener("m0", "ts/c/"))
        healthy = [hub.join(Listener(f"m{n}", "ts/c/")) for n in range(1, 101)]
        received = [0] * len(healthy)
        for number in range(150):
            await hub.push(document(number))
            for place, client in enumerate(healthy):
                client.queue.get_nowait()
                received[place] += 1
        return stalled.gone.is_set(), any(client.gone.is_set() for client in healthy), received

    cut, others_cut, received = asyncio.run(run())
    assert cut
    assert not others_cut
    assert received == [150] * 100


def test_what_waits_for_a_slow_reader_is_bounded() -> None:
    async def run() -> int:
        hub = Hub()
        client = hub.join(Listener("m", "ts/c/"))
        for number in range(QUEUE_LENGTH * 3):
            await hub.push(document(number))
        return client.queue.qsize()

    assert asyncio.run(run()) == QUEUE_LENGTH


def test_one_member_may_not_open_streams_without_end() -> None:
    hub = Hub()
    clients = [hub.join(Listener("m", "ts/c/")) for _ in range(STREAMS_PER_MEMBER)]
    with pytest.raises(TooManyStreams):
        hub.join(Listener("m", "ts/c/"))
    hub.leave(clients[0])
    hub.join(Listener("m", "ts/c/"))
