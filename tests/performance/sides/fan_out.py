"""Announcements to every open page. Ours: the door as it runs, from the write into the live journal to the last page.
Reference: asyncio writers that are handed the same frame. Both count the processor time of their process between the
first announcement and the last arrival.
"""

import asyncio
import json
import os
import socket
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil
import uvicorn
import uvloop

from services.gateway.__main__ import configuration
from services.gateway.app import build
from services.gateway.live.announcements import Announcement
from services.gateway.live.journal import frame
from services.gateway.settings import from_environment
from shared import clock
from shared.security import Grant, issue, load_private_key
from tests.performance.sides.report import report, task

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nretry: 2000\n: xin chao\n\n"
PAUSE = 0.3
"""More than the door works at one announcement."""
CELL = "ts/x01/c01/"
Announce = Callable[[int], Awaitable[None]]


def tokens(told: dict[str, Any]) -> list[str]:
    """One per page, each of another member."""
    key = load_private_key(Path(told["private_key"]))
    grants, lifetime = [Grant("member", CELL)], timedelta(hours=1)
    audience = os.environ["SOTAY_PROVINCE"]
    return [
        issue(key, member_id=f"member-{n}", cell_path=CELL, grants=grants, audience=audience, lifetime=lifetime)[0]
        for n in range(told["clients"])
    ]


async def measure(port: int, told: dict[str, Any], announce: Announce) -> None:
    before = psutil.Process().memory_info().rss
    pages = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.performance.sides.sse_clients", str(port), str(told["events"]),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert pages.stdin is not None
    assert pages.stdout is not None
    pages.stdin.write(json.dumps(tokens(told)).encode("ascii"))
    pages.stdin.close()
    if await pages.stdout.readline() != b"open\n":
        raise RuntimeError("the pages did not open")
    grown = psutil.Process().memory_info().rss - before
    began, cpu = time.perf_counter(), time.process_time()
    announced = []
    for number in range(told["events"]):
        announced.append(time.perf_counter())
        await announce(number)
        await asyncio.sleep(PAUSE)
    arrived = json.loads(await pages.stdout.readline() or "null")
    if arrived is None:
        raise RuntimeError("an announcement did not arrive")
    used = time.process_time() - cpu
    deliveries = told["clients"] * told["events"]
    report(
        deliveries,
        time.perf_counter() - began,
        per_core=deliveries / used,
        cpu_us=used / deliveries * 1e6,
        rss_kib=grown / told["clients"] / 1024,
        last_page_seconds=[after - before for before, after in zip(announced, arrived, strict=True)],
    )
    await pages.wait()


async def ours(told: dict[str, Any], listening: socket.socket) -> None:
    settings = from_environment()
    app = build(settings)
    server = uvicorn.Server(configuration(app, settings))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not (server.started and app.state.rpc.ready and app.state.recorder.ready):  # noqa: ASYNC110
        await asyncio.sleep(0.05)

    async def announce(number: int) -> None:
        announcement = Announcement("article_published", "members", "ts/", {"article_id": f"article-{number}"})
        await app.state.journal.record(f"{os.getpid()}-{number}", announcement, clock.now())

    await measure(listening.getsockname()[1], told, announce)
    app.state.hub.close()
    server.should_exit = True
    await serving


async def reference(told: dict[str, Any], listening: socket.socket) -> None:
    writers: list[asyncio.StreamWriter] = []

    async def opened(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(HEAD)
        writers.append(writer)

    async def announce(number: int) -> None:
        encoded = frame(
            {
                "event_id": f"{os.getpid()}-{number}",
                "kind": "article_published",
                "ids": {"article_id": f"article-{number}"},
                "recorded_at": clock.now(),
            }
        )
        for writer in writers:
            writer.write(encoded)

    server = await asyncio.start_server(opened, sock=listening)
    await measure(listening.getsockname()[1], told, announce)
    server.close()


if __name__ == "__main__":
    given = task()
    listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
    uvloop.run({"ours": ours, "reference": reference}[given["kind"]](given, listener))
