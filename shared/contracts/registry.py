"""Which events exist. `@event(...)` makes a typed structure an event; nothing else may travel on the bus.

Within one version only optional fields may be added, and readers ignore fields they do not know: an old reader
meets a new writer, and the other way round, during every rolling update.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, Literal, TypeVar, dataclass_transform

import msgspec

from shared.contracts.envelope import Envelope, decode_envelope
from shared.structs import Message

# A body nested ten thousand deep is the sender's fault, not ours: unreadable like any other.
_UNDECODABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
TYPE_PATTERN = re.compile(r"^(?P<producer>[a-z]+)\.(?P<name>[a-z]+(?:_[a-z]+)*)\.v(?P<version>[1-9][0-9]*)$")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Event(Message, frozen=True):
    """Base of every event's `data`. Ids and what others need; nothing personal beyond that (law 91/2025/QH15)."""

    TYPE: ClassVar[str] = ""


E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class EventType:
    """`routing`: a *required* event that reaches no queue stays in the outbox and raises an alert; an *optional* one
    is for readers outside (the mobile gateway, other systems) and may go to nobody."""

    type: str
    producer: str
    data: builtins.type[Event]
    routing: Literal["required", "optional"]
    decode: Callable[[bytes | msgspec.Raw], Event]


class Received(msgspec.Struct, Generic[E], frozen=True, kw_only=True):
    """One delivered event, decoded. `reaction` is the queue it came through."""

    id: str
    type: str
    source: str
    subject: str
    sequence: int
    time: datetime
    correlation_id: str
    causation_id: str | None
    traceparent: str | None
    reaction: str
    data: E

    @property
    def trace_headers(self) -> dict[str, str | None]:
        """What the work that this event causes is bound to."""
        return {
            "traceparent": self.traceparent,
            "correlation_id": self.correlation_id,
            "causation_id": self.id,
        }


class UnknownEvent(Exception):
    """The type or its version is not one this process was built with."""


class UnreadableEvent(Exception):
    """The body is not an envelope, or its data is not what the type promises."""


_TYPES: dict[str, EventType] = {}


def event(name: str, *, routing: Literal["required", "optional"] = "required") -> Callable[[type[E]], type[E]]:
    """Register a structure as the event type `<producer>.<aggregate>_<participle>.v<N>`."""
    match = TYPE_PATTERN.match(name)
    if match is None:
        raise ValueError(f"{name!r} is not <producer>.<aggregate>_<participle>.v<N>")

    def register(data: type[E]) -> type[E]:
        if name in _TYPES:
            raise ValueError(f"{name} is registered twice")
        data.TYPE = name
        decoder: Any = msgspec.json.Decoder(data)
        _TYPES[name] = EventType(name, match["producer"], data, routing, decoder.decode)
        return data

    return register


def event_type(name: str) -> EventType:
    try:
        return _TYPES[name]
    except KeyError:
        raise UnknownEvent(name) from None


def all_event_types() -> list[EventType]:
    return sorted(_TYPES.values(), key=lambda item: item.type)


def parse(body: bytes, reaction: str) -> Received[Event]:
    """Decode a delivered body. Raises UnknownEvent or UnreadableEvent; both mean "park it, do not retry"."""
    try:
        envelope: Envelope = decode_envelope(body)
    except _UNDECODABLE as error:
        raise UnreadableEvent(str(error)) from error
    known = event_type(envelope.type)
    try:
        data = known.decode(envelope.data)
    except _UNDECODABLE as error:
        raise UnreadableEvent(f"{envelope.type}: {error}") from error
    return Received(
        id=envelope.id,
        type=envelope.type,
        source=envelope.source,
        subject=envelope.subject,
        sequence=envelope.sequence,
        time=envelope.time,
        correlation_id=envelope.correlationid,
        causation_id=envelope.causationid,
        traceparent=envelope.traceparent,
        reaction=reaction,
        data=data,
    )
