"""`@subscribe_batch(MemberRegistered, size=200)`: the method is called with a list of events and acked with one ack.

For reactions that one bulk write can carry out. When a batch fails, its events are tried one by one, so that one
bad event costs the others nothing; each that fails goes the way of a single subscription.
"""

from __future__ import annotations

import time
from collections import deque
from functools import partial
from typing import Any

import eventlet
from eventlet.event import Event as Done

from shared.contracts.registry import Event, Received, UnknownEvent, UnreadableEvent, parse
from shared.messaging.delivery import Delivery
from shared.messaging.gate import Abandoned, HeldTooLong
from shared.observability import log, metrics

Item = tuple[Any, Received[Event]]


class BatchSubscription(Delivery):
    def __init__(self, *event_types: Any, size: int = 200, wait: float = 0.05, **options: Any) -> None:
        """`wait`: seconds an incomplete batch waits for more."""
        self.size = size
        self.wait = wait
        # Twice the batch: the next one arrives while this one is being stored.
        options.setdefault("prefetch", size * 2)
        super().__init__(*event_types, **options)

    def setup(self) -> None:
        super().setup()
        self._waiting: deque[Any] = deque()
        self._arrived: Any = Done()

    def start(self) -> None:
        self.container.spawn_managed_thread(self._run, identifier=self.reaction.name)

    def attach(self, channel: Any) -> None:
        self._waiting.clear()  # delivered on the old channel; they come again on this one
        super().attach(channel)

    def on_message(self, raw: Any) -> None:
        self._waiting.append(raw)
        if not self._arrived.ready() and len(self._waiting) in (1, self.size):
            self._arrived.send(None)

    def _run(self) -> None:
        """Never raises, for the same reason as in a single subscription."""
        while not self._stopping:
            if not self._collect():
                continue
            raws = [self._waiting.popleft() for _ in range(min(self.size, len(self._waiting)))]
            self._busy += 1
            try:
                self._handle(raws)
            except Abandoned:
                log.info("delivery_abandoned", reaction=self.reaction.name, batch=len(raws))
            except Exception as error:
                log.exception("delivery_failed", reaction=self.reaction.name, error=type(error).__name__)
            finally:
                self._busy -= 1

    def _collect(self) -> bool:
        """Wait until a batch is full or its first message has waited long enough."""
        for enough, patience in ((1, 0.5), (self.size, self.wait)):
            if len(self._waiting) >= enough:
                continue
            self._arrived = Done()
            with eventlet.Timeout(patience, False):
                self._arrived.wait()
        return bool(self._waiting) and not self._stopping

    def _handle(self, raws: list[Any]) -> None:
        raws = [raw for raw in raws if self.alive(raw)]
        items = self._readable(raws)
        if not items:
            return
        started = time.monotonic()
        alive = partial(self.alive, items[-1][0])
        try:
            self.gate.run(partial(self.call, [received for _, received in items]), alive)
        except HeldTooLong as held:
            for raw, _ in items:
                self.safely(raw, partial(self.dispose, raw, held))
            return
        except Abandoned:
            raise
        except Exception as error:
            log.warning("batch_failed", reaction=self.reaction.name, batch=len(items), error=type(error).__name__)
            return self._one_by_one(items)
        self.ack(items[-1][0], multiple=True)
        metrics.EVENTS_HANDLED.of(reaction=self.reaction.name, outcome="done").inc(len(items))
        metrics.HANDLING_SECONDS.of(reaction=self.reaction.name).observe(time.monotonic() - started)

    def _readable(self, raws: list[Any]) -> list[Item]:
        items: list[Item] = []
        for raw in raws:
            try:
                items.append((raw, parse(raw.body, self.reaction.name)))
            except (UnknownEvent, UnreadableEvent) as error:
                self.safely(raw, partial(self.dispose, raw, error))
        return items

    def _one_by_one(self, items: list[Item]) -> None:
        for raw, received in items:
            self.safely(raw, partial(self.settle, raw, partial(self.call, [received], received.trace_headers)))


subscribe_batch = BatchSubscription.decorator
