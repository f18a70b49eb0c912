"""Which exchanges and queues exist, as plain values that any client can declare.

    <producer>.events ──(type)──> <consumer>.<reaction>          one quorum queue per reaction
                                        │ delivery limit reached (a message that kills its reader)
                                        └──────────> <consumer>.<reaction>.parked
    <consumer>.retry.<delay>  ──(waits <delay>)──> back to the reaction named by the routing key

Delay queues are shared by a consumer's reactions: a queue each would be six times as many Raft groups for no gain
(docs/decisions/0002). Arguments of a queue can never change later, so they are settled here, in one place, and
mean the same on RabbitMQ 3.10 and 4.x, whose defaults differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

DELIVERY_LIMIT = 20
# RabbitMQ 4 limits every queue to 20 unless told otherwise, and 3.10 knows no word for "none". Without this a parked
# message would be dropped once it had been looked at twenty times.
UNLIMITED = 2**31 - 1
_NAME = re.compile(r"^[a-z]+\.[a-z]+(?:_[a-z]+)*$")


@dataclass(frozen=True, slots=True)
class Exchange:
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Queue:
    name: str
    arguments: dict[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Binding:
    queue: str
    exchange: str
    routing_key: str


Declaration = Exchange | Queue | Binding


@dataclass(frozen=True, slots=True)
class Reaction:
    """One consumer's reaction to one or more event types; its name is its queue's name."""

    name: str
    event_types: tuple[str, ...]

    def __post_init__(self) -> None:
        if not _NAME.match(self.name):
            raise ValueError(f"{self.name!r} is not <consumer>.<reaction>")

    @property
    def consumer(self) -> str:
        return self.name.partition(".")[0]

    @property
    def parked(self) -> str:
        return f"{self.name}.parked"


def event_exchange(producer: str) -> str:
    return f"{producer}.events"


def binding_key(event_type: str) -> str:
    """Every version of the type: a newer one must arrive and be parked, not vanish on the way."""
    return event_type.rpartition(".")[0] + ".#"


def delay_name(seconds: float) -> str:
    if seconds >= 3600 and seconds % 3600 == 0:
        return f"{int(seconds // 3600)}h"
    if seconds >= 60 and seconds % 60 == 0:
        return f"{int(seconds // 60)}m"
    return f"{seconds:g}s"


def retry_name(consumer: str, seconds: float) -> str:
    return f"{consumer}.retry.{delay_name(seconds)}"


def _quorum(**extra: Any) -> dict[str, Any]:
    return {"x-queue-type": "quorum", **extra}


# Without both of these a dead-lettered message is lost when the target is away for a moment.
_DEAD_LETTER_SAFELY = {"x-dead-letter-strategy": "at-least-once", "x-overflow": "reject-publish"}


def reaction_topology(reaction: Reaction) -> list[Declaration]:
    main = _quorum(
        **{
            "x-delivery-limit": DELIVERY_LIMIT,
            "x-dead-letter-exchange": "",
            "x-dead-letter-routing-key": reaction.parked,
        },
        **_DEAD_LETTER_SAFELY,
    )
    parked = _quorum(**{"x-delivery-limit": UNLIMITED})
    declared: list[Declaration] = [Queue(reaction.parked, parked), Queue(reaction.name, main)]
    for event_type in reaction.event_types:
        exchange = event_exchange(event_type.partition(".")[0])
        declared += [Exchange(exchange, "topic"), Binding(reaction.name, exchange, binding_key(event_type))]
    return declared


def retry_topology(consumer: str, delays: Iterable[float]) -> list[Declaration]:
    """Delay queues, each behind a fanout exchange of the same name: the routing key stays the reaction's name, and
    the default exchange takes the message back there when its time has come."""
    declared: list[Declaration] = []
    for seconds in delays:
        name = retry_name(consumer, seconds)
        waiting = _quorum(**{"x-message-ttl": int(seconds * 1000), "x-dead-letter-exchange": ""}, **_DEAD_LETTER_SAFELY)
        declared += [Exchange(name, "fanout"), Queue(name, waiting), Binding(name, name, "")]
    return declared


def declare_with_pika(channel: Any, declarations: Iterable[Declaration]) -> None:
    for item in _once(declarations):
        match item:
            case Exchange(name, kind):
                channel.exchange_declare(name, exchange_type=kind, durable=True)
            case Queue(name, arguments):
                channel.queue_declare(name, durable=True, arguments=arguments)
            case Binding(queue, exchange, routing_key):
                channel.queue_bind(queue=queue, exchange=exchange, routing_key=routing_key)


def declare_with_amqp(channel: Any, declarations: Iterable[Declaration]) -> None:
    for item in _once(declarations):
        match item:
            case Exchange(name, kind):
                channel.exchange_declare(name, kind, durable=True, auto_delete=False)
            case Queue(name, arguments):
                channel.queue_declare(name, durable=True, auto_delete=False, arguments=arguments)
            case Binding(queue, exchange, routing_key):
                channel.queue_bind(queue=queue, exchange=exchange, routing_key=routing_key)


def _once(declarations: Iterable[Declaration]) -> list[Declaration]:
    """Each once, exchanges and queues before what binds them."""
    unique = list(dict.fromkeys(declarations))
    return sorted(unique, key=lambda item: isinstance(item, Binding))
