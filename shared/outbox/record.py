"""How an event lies in an outbox: encoded once, at the moment of the change, ready to be sent as it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from shared import ids
from shared.contracts.envelope import Envelope, encode
from shared.contracts.registry import Event
from shared.observability import tracing

_source = "/sotay/unknown"


def configure_source(province: str, service: str) -> None:
    """Name the sender once per process: `source` of every envelope."""
    global _source  # noqa: PLW0603 - one per process, like the log's service name
    _source = f"/sotay/{province}/{service}"


def record(event: Event, subject: str, sequence: int, moment: datetime) -> dict[str, Any]:
    """{"id", "type", "body": encoded envelope}"""
    event_id = ids.new_id()
    envelope = Envelope(
        id=event_id,
        type=event.TYPE,
        source=_source,
        subject=subject,
        sequence=sequence,
        time=moment,
        correlationid=tracing.correlation_id() or event_id,
        causationid=tracing.causation_id(),
        traceparent=tracing.traceparent(),
        data=msgspec.Raw(encode(event)),
    )
    return {"id": event_id, "type": event.TYPE, "body": encode(envelope)}
