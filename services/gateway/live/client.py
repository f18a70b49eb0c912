"""One open page as the hub sees it.

Promises: `offer` never waits. A frame goes out at once while the reader keeps up; otherwise it joins a bounded queue,
which follows in one piece when the reader is ready, and a reader whose queue is full is cut. Whatever a reader does, no
other notices.
"""

from __future__ import annotations

import asyncio
import types
from collections import deque
from collections.abc import Callable, Generator
from typing import Any

from starlette.types import Message, Send

from services.gateway import metrics
from services.gateway.live.audience import Listener
from shared.observability import log

QUEUE_LENGTH = 64
HEARTBEAT = b": .\n\n"


def body(chunk: bytes) -> Message:
    return {"type": "http.response.body", "body": chunk, "more_body": True}


class Client:
    __slots__ = ("_end", "_replayed", "_send", "_sending", "_waiting", "gone", "listener")

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.gone = False
        self._waiting: deque[bytes] = deque()
        self._replayed: frozenset[bytes] = frozenset()
        self._send: Send | None = None
        self._sending: asyncio.Task[None] | None = None
        self._end: Callable[[], None] | None = None

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def on_cut(self, end: Callable[[], None]) -> None:
        """`end` is called once, when the stream must end; at once if it already must."""
        self._end = end
        if self.gone:
            end()

    def open(self, send: Send, replayed: frozenset[bytes]) -> None:
        """From here on frames go out. Until then they waited, and of those that were replayed none goes out again."""
        self._send, self._replayed = send, replayed
        waited = [frame for frame in self._waiting if frame not in replayed]
        self._waiting.clear()
        if waited:
            self._begin(send, b"".join(waited))

    def offer(self, frame: bytes) -> bool:
        """True if the frame is sent or will be."""
        if self.gone or frame in self._replayed:
            return False
        if self._send is not None and self._sending is None:
            self._begin(self._send, frame)
        elif len(self._waiting) < QUEUE_LENGTH:
            self._waiting.append(frame)
        else:
            metrics.LIVE_CUT.inc()
            self.cut()
        return not self.gone

    def beat(self) -> None:
        """Keeps proxies and phones from closing a quiet stream. What was replayed cannot come a second time by now."""
        self._replayed = frozenset()
        if self._send is not None and self._sending is None and not self.gone:
            self._begin(self._send, HEARTBEAT)

    def cut(self) -> None:
        if not self.gone:
            self.gone = True
            if self._end is not None:
                self._end()

    async def close(self) -> None:
        """Nothing is sent any more, and nothing is half sent."""
        self.gone, self._end = True, None
        if self._sending is not None:
            self._sending.cancel()
            await asyncio.gather(self._sending, return_exceptions=True)

    def _begin(self, send: Send, chunk: bytes) -> None:
        """Run a send as far as it goes without a task: for a reader who keeps up that is to its end, and waking a task
        costs about as much as sending. (Python 3.12 calls this an eager task.)
        """
        steps: Generator[Any, Any, None] = send(body(chunk)).__await__()
        try:
            waits_for = next(steps)
        except StopIteration:
            return
        except Exception as error:  # noqa: BLE001  one reader's trouble is no other's
            self._failed(error)
            return
        self._sending = asyncio.get_running_loop().create_task(self._go_on(send, steps, waits_for))

    async def _go_on(self, send: Send, steps: Generator[Any, Any, None], waits_for: Any) -> None:
        try:
            await _rest(steps, waits_for)
            while self._waiting:
                chunk = b"".join(self._waiting)
                self._waiting.clear()
                await send(body(chunk))
        except Exception as error:  # noqa: BLE001
            self._failed(error)
        self._sending = None

    def _failed(self, error: Exception) -> None:
        log.info("live_reader_lost", error=type(error).__name__)
        self.cut()


@types.coroutine
def _rest(steps: Generator[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """The rest of a coroutine that was begun by hand and now waits for something."""
    try:
        yield waits_for
    except BaseException:
        steps.close()
        raise
    yield from steps
