"""The relay's line to the broker: pika's SelectConnection with a window of confirms in flight.

Asks for claims (`take`, of about so many events), tells their outcome (`decided`) when the broker has answered for all
of their events, and hands back (`give_back`) what was unanswered when the connection broke. Knows nothing of the store.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import takewhile
from typing import Any

import pika
import pika.exceptions
from pika import spec

from shared.broker.topology import Declaration, declare_with_pika
from shared.contracts import all_event_types
from shared.observability import health, log, metrics
from shared.outbox.claim import Claim
from shared.outbox.frames import BurstConnection, EventFrames

Pending = tuple[Claim, int, float]
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 5.0
_STOP_SECONDS = 5.0


class Wire:
    def __init__(
        self,
        parameters: pika.connection.Parameters,
        declarations: list[Declaration],
        *,
        producer_exchange: str,
        window: int,
        take: Callable[[int], list[Claim]],
        give_back: Callable[[Iterable[Claim]], None],
        decided: Callable[[list[Claim]], None],
    ) -> None:
        self._parameters = parameters
        self._declarations = declarations
        self._exchange = producer_exchange
        self._window = window
        self._take, self._give_back, self._decided = take, give_back, decided
        self._may_go_to_nobody = {item.type for item in all_event_types() if item.routing == "optional"}
        self._pending: dict[int, Pending] = {}
        self._returned: set[str] = set()
        self._confirmed: Counter[str] = Counter()
        self._tag = 0
        self._blocked = False
        self._connection: Any = None
        self._frames: Any = None
        self._stopping = threading.Event()
        self.connected = False

    @property
    def idle(self) -> bool:
        return not self._pending

    def run(self) -> None:
        """Until `stop`; reconnects for ever."""
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                self._declare()
                self._session()
            except (pika.exceptions.AMQPError, OSError) as error:
                log.warning("broker_connection_lost", error=type(error).__name__)
            self._forget()
            if time.monotonic() - began > 10:
                pause = _FIRST_PAUSE
            self._stopping.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    def stop(self) -> None:
        self._stopping.set()
        self.wake()

    def wake(self) -> None:
        """From any thread: there may be something to send."""
        connection = self._connection
        if connection is not None and self.connected:
            connection.ioloop.add_callback_threadsafe(self._pump)

    def _declare(self) -> None:
        """Every queue that waits for this producer's events exists before the first one is sent; otherwise a reaction
        deployed a minute later would have missed them, and nobody would know."""
        with pika.BlockingConnection(self._parameters) as connection:
            declare_with_pika(connection.channel(), self._declarations)

    def _session(self) -> None:
        self._connection = BurstConnection(
            self._parameters,
            on_open_callback=lambda connection: connection.channel(on_open_callback=self._on_channel),
            on_open_error_callback=lambda connection, error: connection.ioloop.stop(),
            on_close_callback=lambda connection, error: connection.ioloop.stop(),
        )
        self._connection.add_on_connection_blocked_callback(self._on_blocked)
        self._connection.add_on_connection_unblocked_callback(self._on_unblocked)
        try:
            self._connection.ioloop.start()
        finally:
            self._connection.ioloop.close()

    def _on_channel(self, channel: Any) -> None:
        self._frames = EventFrames(self._exchange, channel.channel_number, self._connection.params.frame_max)
        channel.add_on_return_callback(self._on_return)
        channel.add_on_close_callback(lambda *_: self._close())
        channel.confirm_delivery(self._on_confirm, callback=self._on_ready)

    def _on_ready(self, _frame: Any) -> None:
        self.connected = True
        log.info("relay_connected")
        self._tick()

    def _tick(self) -> None:
        health.beat()
        self._count_confirmed()
        if self._stopping.is_set():
            return self._drain(time.monotonic() + _STOP_SECONDS)
        self._pump()
        self._connection.ioloop.call_later(0.2, self._tick)

    def _drain(self, deadline: float) -> None:
        if self.idle or time.monotonic() > deadline:
            return self._close()
        self._connection.ioloop.call_later(0.02, lambda: self._drain(deadline))

    def _close(self) -> None:
        self.connected = False
        if self._connection.is_open:
            self._connection.close()

    def _pump(self) -> None:
        if not self._may_send():
            return
        with self._connection.burst():
            while self._may_send() and (claims := self._take(self._window - len(self._pending))):
                now = time.monotonic()
                for claim in claims:
                    self._publish(claim, now)

    def _may_send(self) -> bool:
        return self.connected and not self._blocked and len(self._pending) < self._window

    def _publish(self, claim: Claim, now: float) -> None:
        for index, event in enumerate(claim.events):
            self._tag += 1
            self._pending[self._tag] = (claim, index, now)
            mandatory = event["type"] not in self._may_go_to_nobody
            self._connection.send(self._frames.of(event, mandatory=mandatory))

    def _on_return(self, _channel: Any, _method: Any, properties: Any, _body: bytes) -> None:
        self._returned.add(properties.message_id)  # its confirm follows and must not count as sent

    def _on_confirm(self, frame: Any) -> None:
        method = frame.method
        nacked = isinstance(method, spec.Basic.Nack)
        tags = [method.delivery_tag]
        if method.multiple:  # pending tags are in ascending order
            tags = list(takewhile(method.delivery_tag.__ge__, self._pending))
        answered = [pending for tag in tags if (pending := self._pending.pop(tag, None))]
        decided = []
        for claim, index, _ in answered:
            claim.unsent -= 1
            if not self._counts_as_sent(claim.events[index], nacked=nacked):
                claim.fail(index)
            if not claim.unsent:
                decided.append(claim)
        if decided:
            self._decided(decided)
        if answered:
            # One sample per confirm: the longest wait it ended.
            metrics.CONFIRM_SECONDS.observe(time.monotonic() - answered[0][2])
        if len(self._pending) <= self._window // 2:
            self._pump()

    def _counts_as_sent(self, event: dict[str, Any], *, nacked: bool) -> bool:
        if nacked:
            metrics.EVENTS_NACKED.of(type=event["type"]).inc()
            return False
        if self._returned and event["id"] in self._returned:
            self._returned.discard(event["id"])
            metrics.EVENTS_UNROUTABLE.of(type=event["type"]).inc()
            log.error("event_unroutable", type=event["type"], id=event["id"])
            return False
        self._confirmed[event["type"]] += 1
        return True

    def _count_confirmed(self) -> None:
        for event_type, count in self._confirmed.items():
            metrics.EVENTS_PUBLISHED.of(type=event_type).inc(count)
        self._confirmed.clear()

    def _on_blocked(self, *_: Any) -> None:
        log.warning("broker_blocked")
        self._blocked = True

    def _on_unblocked(self, *_: Any) -> None:
        self._blocked = False
        self._pump()

    def _forget(self) -> None:
        """The connection is gone: what was not answered is in doubt and will be sent again."""
        self.connected = self._blocked = False
        self._count_confirmed()
        doubtful = list({id(claim): claim for claim, _, _ in self._pending.values()}.values())
        self._pending.clear()
        self._returned.clear()
        self._tag = 0
        self._give_back(reversed(doubtful))
