"""What single and batch subscriptions share: a queue of their own, and what happens to a failed delivery.

Order of a failure: copy to the delay or parked queue, wait for the broker's confirm, only then ack the original.
A crash in between leaves two of it, never none.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import eventlet
from amqp.exceptions import AMQPError
from eventlet.event import Event as Done
from nameko.extensions import Entrypoint

from shared import clock
from shared.broker.policy import RetryPolicy, Verdict, attempt_of, judge, next_headers
from shared.broker.topology import Reaction, declare_with_amqp, reaction_topology, retry_name, retry_topology
from shared.messaging.bus import DRAIN_SECONDS, Bus
from shared.messaging.gate import Abandoned, Gate, HeldTooLong
from shared.messaging.publisher import PERSISTENT, BrokerUnavailable, Publisher, Unroutable
from shared.observability import log, metrics

PUT_BACK_PAUSE = 0.25
_KEPT_PROPERTIES = ("content_type", "content_encoding", "message_id", "correlation_id", "timestamp", "type", "app_id")


class Delivery(Entrypoint):
    """Base entrypoint. nameko copies it when binding, so the constructor has no side effects."""

    bus = Bus()

    def __init__(self, *event_types: Any, retry: RetryPolicy | None = None, prefetch: int | None = None) -> None:
        self.event_types = event_types
        self._retry = retry
        self._prefetch = prefetch
        super().__init__()

    # lifecycle, called by nameko: setup before start; stop before workers are waited for

    def setup(self) -> None:
        settings = self.bus.settings
        types = tuple(item.TYPE for item in self.event_types)
        self.reaction = Reaction(f"{self.container.service_name}.{self.method_name}", types)
        self.retry = self._retry or settings.retry
        self.prefetch = self._prefetch or settings.prefetch
        self.gate = Gate(settings.hold_limit, self._on_pause)
        self.publisher = Publisher(settings.amqp_uri)
        self._channel: Any = None
        self._consumer_tag = f"{self.reaction.name}.{id(self):x}"
        self._stopping = False
        self._busy = 0
        metrics.REACTION_PAUSED.of(reaction=self.reaction.name).set(0)
        self.bus.register(self)

    def stop(self) -> None:
        """No new work; what is in hand is finished, what only waits goes back to the broker."""
        self._stopping = True
        channel = self._channel
        if channel is not None:
            try:
                channel.basic_cancel(self._consumer_tag, nowait=True)
            except (AMQPError, OSError):
                log.info("cancel_skipped", reaction=self.reaction.name)
        deadline = time.monotonic() + DRAIN_SECONDS
        while self._busy and time.monotonic() < deadline:
            eventlet.sleep(0.02)
        self.publisher.close()

    # source, called by the bus

    def attach(self, channel: Any) -> None:
        delays = retry_topology(self.reaction.consumer, self.retry.delays)
        declare_with_amqp(channel, [*delays, *reaction_topology(self.reaction)])
        channel.basic_qos(0, self.prefetch, False)
        self._channel = channel
        channel.basic_consume(self.reaction.name, consumer_tag=self._consumer_tag, callback=self.on_message)

    def detach(self) -> None:
        self._channel = None

    def on_message(self, raw: Any) -> None:
        raise NotImplementedError

    # one handler call, and its outcome

    def call(self, argument: Any, caused: dict[str, Any] | None = None) -> None:
        """Run the service's method in a worker of the container; raise what it raised. `caused` is bound there as
        trace context: a greenlet starts with none of its parent's."""
        done: Any = Done()

        def finished(worker_ctx: Any, result: Any, exc_info: Any) -> Any:
            done.send(exc_info)
            return result, exc_info

        self.container.spawn_worker(self, (argument,), {}, context_data=caused, handle_result=finished)
        exc_info = done.wait()
        if exc_info is not None:
            raise exc_info[1]

    def attempt(self, work: Callable[[], None], attempt: int, alive: Callable[[], bool]) -> Exception | None:
        """Run with quick tries on a first delivery. Returns the last error or None; outages are waited out."""
        pauses = list(self.retry.quick) if attempt == 0 else []
        while True:
            try:
                self.gate.run(work, alive)
                return None
            except (Abandoned, HeldTooLong):
                raise
            except Exception as error:
                if not pauses or judge(error, attempt, self.retry).action == "park":
                    return error
                metrics.EVENTS_RETRIED.of(reaction=self.reaction.name).inc()
                eventlet.sleep(pauses.pop(0))

    def settle(self, raw: Any, work: Callable[[], None]) -> None:
        """Try one message to its end: acked, or sent where its failure belongs."""
        started = time.monotonic()
        error: Exception | None
        try:
            error = self.attempt(work, attempt_of(raw.headers or {}), lambda: self.alive(raw))
        except HeldTooLong as held:
            error = held
        outcome = "failed" if error else "done"
        metrics.EVENTS_HANDLED.of(reaction=self.reaction.name, outcome=outcome).inc()
        metrics.HANDLING_SECONDS.of(reaction=self.reaction.name).observe(time.monotonic() - started)
        if error is None:
            self.ack(raw)
        else:
            log.warning("event_failed", reaction=self.reaction.name, id=_message_id(raw), exc_info=error)
            self.dispose(raw, error)

    def dispose(self, raw: Any, error: Exception) -> None:
        """Send a failed message where its error belongs, then ack it."""
        headers = raw.headers or {}
        verdict = judge(error, attempt_of(headers), self.retry)
        if isinstance(error, HeldTooLong):
            verdict = Verdict("hold", "outage", self.retry.delays[-1])
        moment = clock.now().isoformat()
        copied = next_headers(headers, verdict, error, reaction=self.reaction.name, moment=moment)
        if verdict.action == "park":
            exchange, routing_key = "", self.reaction.parked
            metrics.EVENTS_PARKED.of(reaction=self.reaction.name).inc()
            log.error("event_parked", reaction=self.reaction.name, id=_message_id(raw), verdict=verdict.reason)
        else:
            exchange, routing_key = retry_name(self.reaction.consumer, verdict.delay), self.reaction.name
            metrics.EVENTS_RETRIED.of(reaction=self.reaction.name).inc()
        self._copy(raw, exchange, routing_key, copied)
        self.ack(raw)

    def _copy(self, raw: Any, exchange: str, routing_key: str, headers: dict[str, Any]) -> None:
        kept = {name: raw.properties[name] for name in _KEPT_PROPERTIES if name in raw.properties}
        while self.alive(raw):
            try:
                self.publisher.publish(
                    raw.body, exchange=exchange, routing_key=routing_key, headers=headers,
                    delivery_mode=PERSISTENT, **kept,
                )  # fmt: skip
                return
            except (BrokerUnavailable, Unroutable) as error:
                log.warning("copy_not_confirmed", reaction=self.reaction.name, error=type(error).__name__)
                eventlet.sleep(1)
        raise Abandoned

    def alive(self, raw: Any) -> bool:
        """Whether an ack could still reach the broker, and the process goes on."""
        return not self._stopping and raw.channel is not None and raw.channel is self._channel

    def ack(self, raw: Any, *, multiple: bool = False) -> None:
        if raw.channel is None or raw.channel is not self._channel:
            return  # delivered on a lost connection: the broker delivers it again
        try:
            raw.channel.basic_ack(raw.delivery_tag, multiple=multiple)
        except (AMQPError, OSError):
            log.info("ack_lost", reaction=self.reaction.name)

    def safely(self, raw: Any, work: Callable[[], None]) -> None:
        """A fault of ours in between costs this message a delivery; the broker parks what comes back too often. Left
        unacked, it would be swept along by the ack of a later batch, or hold its place for ever."""
        try:
            work()
        except Abandoned:
            raise
        except Exception as error:
            log.exception("delivery_failed", reaction=self.reaction.name, error=type(error).__name__)
            eventlet.sleep(PUT_BACK_PAUSE)
            if self.alive(raw):
                self._put_back(raw)

    def _put_back(self, raw: Any) -> None:
        try:
            raw.channel.basic_reject(raw.delivery_tag, requeue=True)
        except (AMQPError, OSError):
            log.info("reject_lost", reaction=self.reaction.name)

    def _on_pause(self, paused: bool) -> None:
        metrics.REACTION_PAUSED.of(reaction=self.reaction.name).set(int(paused))
        log.warning("reaction_paused" if paused else "reaction_resumed", reaction=self.reaction.name)


def _message_id(raw: Any) -> str:
    return str(raw.properties.get("message_id", ""))
