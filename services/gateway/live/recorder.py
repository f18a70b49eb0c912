"""The reaction `gateway.record_live_event`: a durable queue of the bus → the live journal.

Acks only what is recorded. A store that is away holds the delivery and pauses (an outage is not poison); what cannot be
read is parked with its reason, by copy-with-confirm before the ack. Declared from the same topology as every reaction.
"""

from __future__ import annotations

import asyncio
from typing import Any

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractExchange, AbstractIncomingMessage, AbstractRobustConnection
from aio_pika.exceptions import AMQPError
from pymongo.errors import PyMongoError

from services.gateway import metrics as own
from services.gateway.live.announcements import RULES, announcement_of
from services.gateway.live.journal import Journal
from shared import clock
from shared.broker.policy import RetryPolicy, judge, next_headers
from shared.broker.topology import Binding, Exchange, Queue, Reaction, reaction_topology
from shared.contracts.registry import UnknownEvent, UnreadableEvent, parse
from shared.observability import bound, log, metrics

REACTION = Reaction("gateway.record_live_event", tuple(sorted(event.TYPE for event in RULES)))
PREFETCH = 50
LONGEST_PAUSE = 10.0


class Recorder:
    def __init__(self, uri: str, journal: Journal) -> None:
        self._uri = uri
        self._journal = journal
        self._connection: AbstractRobustConnection | None = None

    async def start(self) -> None:
        self._connection = await aio_pika.connect_robust(
            self._uri,
            client_properties={"connection_name": REACTION.name},
            fail_fast=False,
            reconnect_interval=1,
        )
        channel = await self._connection.channel(publisher_confirms=True, on_return_raises=True)
        await channel.set_qos(prefetch_count=PREFETCH)
        queue = await declare(channel)
        self._default: AbstractExchange = channel.default_exchange
        await queue.consume(self._on_delivery)

    async def stop(self) -> None:
        """What is in hand and not acked goes back to the broker."""
        if self._connection is not None:
            await self._connection.close()

    @property
    def ready(self) -> bool:
        return self._connection is not None and self._connection.connected.is_set()

    async def _on_delivery(self, message: AbstractIncomingMessage) -> None:
        try:
            await self._handle(message)
            await message.ack()
        except (AMQPError, RuntimeError, OSError) as error:
            # The channel is gone: the broker delivers it again, the journal takes it once.
            log.info("live_event_returns", error=type(error).__name__)

    async def _handle(self, message: AbstractIncomingMessage) -> None:
        try:
            received = parse(message.body, REACTION.name)
            announcement = announcement_of(received)
        except (UnknownEvent, UnreadableEvent, KeyError) as error:
            await self._park(message, error if not isinstance(error, KeyError) else UnknownEvent(str(error)))
            return
        with bound({"correlation_id": received.correlation_id, "traceparent": received.traceparent}):
            pause = 0.5
            while True:
                try:
                    await self._journal.record(received.id, announcement, clock.now())
                    break
                except PyMongoError as error:
                    metrics.REACTION_PAUSED.of(reaction=REACTION.name).set(1)
                    log.warning("live_journal_away", error=type(error).__name__)
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)
        metrics.REACTION_PAUSED.of(reaction=REACTION.name).set(0)
        metrics.EVENTS_HANDLED.of(reaction=REACTION.name, outcome="done").inc()
        own.LIVE_RECORDED.of(type=announcement.kind).inc()

    async def _park(self, message: AbstractIncomingMessage, error: Exception) -> None:
        verdict = judge(error, 0, RetryPolicy())
        headers = next_headers(
            dict(message.headers), verdict, error, reaction=REACTION.name, moment=clock.now().isoformat()
        )
        copy = aio_pika.Message(
            message.body,
            headers=headers,
            content_type=message.content_type,
            content_encoding=message.content_encoding,
            message_id=message.message_id,
            correlation_id=message.correlation_id,
            delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
        )
        await self._default.publish(copy, REACTION.parked, mandatory=True)
        metrics.EVENTS_PARKED.of(reaction=REACTION.name).inc()
        log.error("event_parked", reaction=REACTION.name, cause=verdict.reason)


async def declare(channel: AbstractChannel) -> Any:
    """Exchanges and queues before what binds them. Answers the reaction's queue."""
    items = list(dict.fromkeys(reaction_topology(REACTION)))
    queues: dict[str, Any] = {}
    exchanges: dict[str, AbstractExchange] = {}
    for item in sorted(items, key=lambda item: isinstance(item, Binding)):
        match item:
            case Exchange(name, kind):
                exchanges[name] = await channel.declare_exchange(name, aio_pika.ExchangeType(kind), durable=True)
            case Queue(name, arguments):
                queues[name] = await channel.declare_queue(name, durable=True, arguments=arguments)
            case Binding(queue, exchange, routing_key):
                await queues[queue].bind(exchanges[exchange], routing_key)
    return queues[REACTION.name]
