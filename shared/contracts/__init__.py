"""Every event of every service: its name, its fields, its samples. One file per producing service.

Importing this package registers all of them, so that no process mistakes a known event for an unknown one.
"""

from shared.contracts import assistant, content, feedback, identity, meetings, speech
from shared.contracts.envelope import Envelope
from shared.contracts.registry import (
    Event,
    EventType,
    Received,
    UnknownEvent,
    UnreadableEvent,
    all_event_types,
    event,
    event_type,
    parse,
)

__all__ = [
    "Envelope",
    "Event",
    "EventType",
    "Received",
    "UnknownEvent",
    "UnreadableEvent",
    "all_event_types",
    "assistant",
    "content",
    "event",
    "event_type",
    "feedback",
    "identity",
    "meetings",
    "parse",
    "speech",
]
