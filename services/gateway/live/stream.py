"""GET /live: server-sent events for one person's open page.

Order of opening: join the hub first, then replay from the journal, then the queue — so nothing falls in between; what
comes twice is dropped by id. A heartbeat comment keeps proxies and phones from closing a quiet stream.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import datetime

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from services.gateway.live.hub import Client, Hub
from services.gateway.live.journal import Journal, frame
from shared import clock

HEARTBEAT_SECONDS = 20.0
RELOAD = b"event: resync\ndata: {}\n\n"
OPENED = b"retry: 2000\n: xin chao\n\n"


class LiveStream(Response):
    """Written as ASGI: a reader that stopped reading blocks `send`, and only the task that sends can be cancelled."""

    media_type = "text/event-stream"

    def __init__(self, hub: Hub, journal: Journal, client: Client, cursor: str, expires_at: datetime) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._hub, self._journal, self._client = hub, journal, client
        self._cursor, self._expires_at = cursor, expires_at

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        tasks = [
            asyncio.create_task(self._send_frames(send)),
            asyncio.create_task(self._client.gone.wait()),
            asyncio.create_task(_disconnected(receive)),
        ]
        lifetime = (self._expires_at - clock.now()).total_seconds()
        try:
            await asyncio.wait(tasks, timeout=max(lifetime, 0), return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._hub.leave(self._client)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        with contextlib.suppress(TimeoutError, OSError):
            async with asyncio.timeout(1):
                await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _send_frames(self, send: Send) -> None:
        async for chunk in self._frames():
            await send({"type": "http.response.body", "body": chunk, "more_body": True})

    async def _frames(self) -> AsyncIterator[bytes]:
        yield OPENED
        replayed: set[bytes] = set()
        if self._cursor:
            missed = await self._journal.since(self._cursor, self._client.listener)
            if missed is None:
                yield RELOAD
            for document in missed or []:
                encoded = frame(document)
                replayed.add(encoded)
                yield encoded
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    encoded = await self._client.queue.get()
            except TimeoutError:
                yield b": .\n\n"
                continue
            if encoded not in replayed:
                yield encoded


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
