"""One announcement to every open page. Ours: the gateway's hub and stream under uvicorn. Reference: asyncio writers
that are handed the same frame. Both count the processor time between the first push and the last arrival.
"""

import asyncio
import socket
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import uvicorn
import uvloop

from services.gateway.live.audience import Listener
from services.gateway.live.hub import Hub
from services.gateway.live.journal import Journal, frame
from services.gateway.live.stream import LiveStream
from shared import clock
from tests.performance.sides.report import report, task

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nretry: 2000\n: xin chao\n\n"


def announcement(number: int) -> dict[str, Any]:
    return {
        "event_id": f"event-{number}",
        "kind": "article_published",
        "to": "members",
        "audience": "ts/",
        "member_id": "",
        "ids": {"article_id": f"article-{number}"},
        "recorded_at": clock.now(),
    }


async def measure(port: int, told: dict[str, Any], push: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
    arguments = [str(port), str(told["clients"]), str(told["events"])]
    pages = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.performance.sides.sse_clients", *arguments, stdout=asyncio.subprocess.PIPE
    )
    assert pages.stdout is not None
    if await pages.stdout.readline() != b"open\n":
        raise RuntimeError("the pages did not open")
    began, cpu = time.perf_counter(), time.process_time()
    for number in range(told["events"]):
        await push(announcement(number))
        await asyncio.sleep(0.05)
    if await pages.stdout.readline() != b"done\n":
        raise RuntimeError("an announcement did not arrive")
    deliveries = told["clients"] * told["events"]
    used = time.process_time() - cpu
    report(deliveries, time.perf_counter() - began, per_core=deliveries / used, cpu_us=used / deliveries * 1e6)
    await pages.wait()


async def ours(told: dict[str, Any], listening: socket.socket) -> None:
    hub = Hub()
    journal = Journal(None)  # type: ignore[arg-type]  asked only by a page that comes back with a cursor
    numbers = iter(range(told["clients"]))

    async def app(scope: Any, receive: Any, send: Any) -> None:
        client = hub.join(Listener(f"member-{next(numbers)}", "ts/x01/c01/"))
        await LiveStream(hub, journal, client, "", clock.now() + timedelta(hours=1))(scope, receive, send)

    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="error"))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    await measure(listening.getsockname()[1], told, hub.push)
    hub.close()
    server.should_exit = True
    await serving


async def reference(told: dict[str, Any], listening: socket.socket) -> None:
    writers: list[asyncio.StreamWriter] = []

    async def opened(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(HEAD)
        writers.append(writer)

    async def push(document: dict[str, Any]) -> None:
        encoded = frame(document)
        for writer in writers:
            writer.write(encoded)

    server = await asyncio.start_server(opened, sock=listening)
    await measure(listening.getsockname()[1], told, push)
    server.close()


if __name__ == "__main__":
    given = task()
    listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
    uvloop.run({"ours": ours, "reference": reference}[given["kind"]](given, listener))
