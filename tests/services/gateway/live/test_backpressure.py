"""Against uvicorn itself: what its `send` does for a reader that stopped is what the client's queue stands on."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import uvicorn
import uvloop

from services.gateway.live.audience import Listener
from services.gateway.live.client import QUEUE_LENGTH, Client
from services.gateway.live.hub import Hub
from services.gateway.live.journal import Journal
from services.gateway.live.stream import LiveStream
from shared import clock
from tests.services.gateway.live.test_hub import document

REQUEST = b"GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n"
SMALL = 4096
MOST = 10_000


def with_streams(work: Callable[[Hub, list[Client], int], Awaitable[None]], lifetime: timedelta) -> None:
    """Runs `work` beside a server whose every connection is a live stream."""

    async def run() -> None:
        hub, clients = Hub(), list[Client]()
        journal = Journal(None)  # type: ignore[arg-type]  asked only by a page that comes back with a cursor

        async def app(scope: Any, receive: Any, send: Any) -> None:
            clients.append(hub.join(Listener(f"m{len(clients)}", "ts/c/")))
            await LiveStream(hub, journal, clients[-1], "", clock.now() + lifetime)(scope, receive, send)

        listening = socket.create_server(("127.0.0.1", 0))
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL)
        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            async with asyncio.timeout(30):
                await work(hub, clients, listening.getsockname()[1])
        finally:
            hub.close()
            server.should_exit = True
            await serving

    uvloop.run(run())


async def opened(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
    line.setblocking(False)
    await asyncio.get_running_loop().sock_connect(line, ("127.0.0.1", port))
    reader, writer = await asyncio.open_connection(sock=line)
    writer.write(REQUEST)
    await reader.readuntil(b"xin chao\n\n\r\n")
    return reader, writer


async def numbers_of(reader: asyncio.StreamReader, count: int) -> list[int]:
    """Of the next events that the page hears."""
    heard = bytearray()
    while heard.count(b"event: ") < count:
        heard += await reader.read(65536)
    return [int(line.rpartition(b".e")[2]) for line in heard.split(b"\n") if line.startswith(b"id: ")]


def test_a_page_that_stopped_reading_is_cut_while_another_gets_every_event_in_order() -> None:
    async def work(hub: Hub, clients: list[Client], port: int) -> None:
        _, stalled = await opened(port)
        stalled.transport.pause_reading()
        healthy, writer = await opened(port)
        pushed = 0
        while not clients[0].gone and pushed < MOST:
            await hub.push(document(pushed))
            assert await numbers_of(healthy, 1) == [pushed]
            pushed += 1
            assert clients[0].waiting <= QUEUE_LENGTH
        assert clients[0].gone
        assert not clients[1].gone
        writer.close()
        stalled.transport.abort()

    with_streams(work, timedelta(hours=1))


def test_a_page_that_reads_again_in_time_misses_nothing() -> None:
    async def work(hub: Hub, clients: list[Client], port: int) -> None:
        paused, writer = await opened(port)
        writer.transport.pause_reading()
        pushed = 0
        while not clients[0].waiting and pushed < MOST:
            await hub.push(document(pushed))
            pushed += 1
        assert clients[0].waiting
        await hub.push(document(pushed))
        writer.transport.resume_reading()
        assert await numbers_of(paused, pushed + 1) == list(range(pushed + 1))
        writer.close()

    with_streams(work, timedelta(hours=1))


def test_a_stream_ends_when_its_token_does() -> None:
    async def work(hub: Hub, clients: list[Client], port: int) -> None:
        reader, writer = await opened(port)
        assert await reader.readuntil(b"0\r\n\r\n") == b"0\r\n\r\n"
        assert len(hub) == 0
        writer.close()

    with_streams(work, timedelta(seconds=0.3))


def test_a_page_that_goes_away_leaves_the_hub() -> None:
    async def work(hub: Hub, clients: list[Client], port: int) -> None:
        _, writer = await opened(port)
        assert len(hub) == 1
        writer.close()
        while len(hub):  # noqa: ASYNC110  bounded by the timeout around
            await asyncio.sleep(0.01)

    with_streams(work, timedelta(hours=1))
