"""Hears every event on the bus, through an exclusive queue bound to every producer's exchange.

Promises: nothing is taken from any reaction; an event heard has left the outbox and reached the broker.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import msgspec
import pika
from pika.exceptions import AMQPError

from shared.broker.topology import event_exchange
from shared.contracts.envelope import decode_envelope
from shared.contracts.registry import all_event_types

LISTENING_SECONDS = 20.0


@dataclass(frozen=True)
class Heard:
    id: str
    type: str
    subject: str
    correlation_id: str
    data: dict[str, Any]
    at: float
    """On the monotonic clock of this process."""


class NotHeard(AssertionError):
    """The event that had to come did not come."""


class Witness:
    def __init__(self, amqp_uri: str) -> None:
        self._uri = amqp_uri
        self._heard: list[Heard] = []
        self._more = threading.Condition()
        self._stopping = threading.Event()
        self._listening = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="witness", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._listening.wait(LISTENING_SECONDS):
            raise NotHeard("the witness could not listen to the broker")
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join(10)

    def heard(self, correlation_id: str | None = None) -> list[Heard]:
        with self._more:
            return [event for event in self._heard if correlation_id in (None, event.correlation_id)]

    def wait_for(self, event_type: str, seconds: float = 60.0, **data: Any) -> Heard:
        """The first event of the type whose data has these values, heard already or soon."""
        return self.wait_until(
            f"{event_type} with {data}",
            lambda event: event.type == event_type and all(event.data.get(name) == data[name] for name in data),
            seconds,
        )

    def wait_until(self, wanted: str, matches: Callable[[Heard], bool], seconds: float = 60.0) -> Heard:
        deadline = time.monotonic() + seconds
        looked_at = 0
        with self._more:
            while True:
                for event in self._heard[looked_at:]:
                    if matches(event):
                        return event
                looked_at = len(self._heard)
                if not self._more.wait(deadline - time.monotonic()):
                    types = [event.type for event in self._heard]
                    raise NotHeard(f"not within {seconds} s: {wanted}; heard {types}")

    def _listen(self) -> None:
        connection = pika.BlockingConnection(pika.URLParameters(self._uri))
        try:
            channel = connection.channel()
            queue = channel.queue_declare("", exclusive=True).method.queue
            for producer in sorted({known.producer for known in all_event_types()}):
                channel.exchange_declare(event_exchange(producer), "topic", durable=True)
                channel.queue_bind(queue, event_exchange(producer), "#")
            self._listening.set()
            for _, _, body in channel.consume(queue, auto_ack=True, inactivity_timeout=0.2):
                if self._stopping.is_set():
                    return
                if body is not None:
                    self._note(body)
        finally:
            try:
                connection.close()
            except AMQPError:
                self._listening.set()

    def _note(self, body: bytes) -> None:
        envelope = decode_envelope(body)
        event = Heard(
            id=envelope.id,
            type=envelope.type,
            subject=envelope.subject,
            correlation_id=envelope.correlationid,
            data=msgspec.json.decode(envelope.data),
            at=time.monotonic(),
        )
        with self._more:
            self._heard.append(event)
            self._more.notify_all()
