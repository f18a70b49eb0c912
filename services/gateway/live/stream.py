"""GET /live: server-sent events for one person's open page.

Order of opening: join the hub first, then replay from the journal, then what waited — so nothing falls in between; what
comes twice is dropped. Ends when the page goes, the token expires, or the hub cuts it.
"""

from __future__ import annotations

import asyncio
import contextlib
from datetime import datetime

from pymongo.errors import PyMongoError
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from services.gateway.live.client import Client, body
from services.gateway.live.hub import Hub
from services.gateway.live.journal import Journal, frame
from shared import clock
from shared.observability import log

RELOAD = b"event: resync\ndata: {}\n\n"
OPENED = b"retry: 2000\n: xin chao\n\n"


class LiveStream(Response):
    """Written as ASGI: one task per page, which waits for the page to go while the hub does the sending."""

    media_type = "text/event-stream"

    def __init__(self, hub: Hub, journal: Journal, client: Client, cursor: str, expires_at: datetime) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._hub, self._journal, self._client = hub, journal, client
        self._cursor, self._expires_at = cursor, expires_at

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        lifetime = (self._expires_at - clock.now()).total_seconds()
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(lifetime, 0)) as deadline:
                    self._client.on_cut(lambda: _expire(deadline))
                    await self._run(receive, scope["state"].get("onward", send))
        except PyMongoError as error:
            # The page comes back with the same cursor.
            log.warning("live_journal_away", error=type(error).__name__)
        finally:
            self._hub.leave(self._client)
            await self._client.close()
        with contextlib.suppress(TimeoutError, OSError):
            async with asyncio.timeout(1):
                await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _run(self, receive: Receive, send: Send) -> None:
        await send(body(OPENED))
        replayed = await self._missed() if self._cursor else []
        if replayed:
            await send(body(b"".join(replayed)))
        self._client.open(send, frozenset(replayed))
        while (await receive())["type"] != "http.disconnect":
            pass

    async def _missed(self) -> list[bytes]:
        missed = await self._journal.since(self._cursor, self._client.listener)
        return [RELOAD] if missed is None else [frame(document) for document in missed]


def _expire(deadline: asyncio.Timeout) -> None:
    if not deadline.expired():
        deadline.reschedule(asyncio.get_running_loop().time())
