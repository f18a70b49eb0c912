"""The AsyncAPI 3.0 document of the whole system, made from the registry and the reactions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from shared.broker.topology import Reaction, event_exchange
from shared.contracts.envelope import Envelope
from shared.contracts.registry import EventType
from shared.contracts.samples import sample_of

REFERENCE = "#/components/schemas/{name}"


def data_schema(kind: EventType) -> dict[str, Any]:
    """JSON Schema (2020-12) of one event's whole body, self-contained."""
    (_, data), definitions = msgspec.json.schema_components([Envelope, kind.data], ref_template="#/$defs/{name}")
    envelope = dict(definitions.pop("Envelope"))
    properties = {**envelope["properties"], "data": data, "type": {"const": kind.type}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **envelope,
        "title": kind.type,
        "properties": properties,
        "$defs": definitions,
    }


def document(kinds: Iterable[EventType], reactions: Iterable[Reaction]) -> dict[str, Any]:
    known = list(kinds)
    _, schemas = msgspec.json.schema_components([kind.data for kind in known], ref_template=REFERENCE)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Sổ tay đảng viên điện tử: events",
            "version": "1.0.0",
            "description": "Facts that the services tell each other and the mobile gateway. Within one version of an "
            "event only optional fields are added; readers ignore fields they do not know.",
        },
        "defaultContentType": "application/cloudevents+json",
        "channels": {kind.type: _channel(kind) for kind in known},
        "operations": {**_sends(known), **_receives(known, reactions)},
        "components": {
            "messages": {kind.type: _message(kind) for kind in known},
            "schemas": {**schemas, **{f"Envelope.{kind.type}": _envelope(kind) for kind in known}},
        },
    }


def _channel(kind: EventType) -> dict[str, Any]:
    exchange = {"name": event_exchange(kind.producer), "type": "topic", "durable": True, "autoDelete": False}
    return {
        "address": kind.type,
        "messages": {kind.type: {"$ref": f"#/components/messages/{kind.type}"}},
        "bindings": {"amqp": {"is": "routingKey", "exchange": exchange, "bindingVersion": "0.3.0"}},
    }


def _message(kind: EventType) -> dict[str, Any]:
    return {
        "name": kind.type,
        "summary": summary(kind),
        "contentType": "application/cloudevents+json",
        "payload": {"$ref": f"#/components/schemas/Envelope.{kind.type}"},
        "examples": [{"payload": sample_of(kind)}],
    }


def _envelope(kind: EventType) -> dict[str, Any]:
    _, definitions = msgspec.json.schema_components([Envelope])
    envelope = definitions["Envelope"]
    data = {"$ref": REFERENCE.format(name=kind.data.__name__)}
    return {**envelope, "title": kind.type, "properties": {**envelope["properties"], "data": data}}


def _sends(kinds: Iterable[EventType]) -> dict[str, Any]:
    return {
        f"{kind.producer}.send.{kind.type}": {
            "action": "send",
            "channel": {"$ref": f"#/channels/{kind.type}"},
            "summary": f"{kind.producer} tells it; {kind.routing} routing",
        }
        for kind in kinds
    }


def _receives(kinds: Iterable[EventType], reactions: Iterable[Reaction]) -> dict[str, Any]:
    known = {kind.type for kind in kinds}
    return {
        f"{reaction.name}.{kind}": {
            "action": "receive",
            "channel": {"$ref": f"#/channels/{kind}"},
            "summary": f"queue {reaction.name}",
        }
        for reaction in reactions
        for kind in reaction.event_types
        if kind in known
    }


def summary(kind: EventType) -> str:
    own = kind.data.__dict__.get("__doc__") or ""
    return " ".join(own.split()) or kind.data.__name__
