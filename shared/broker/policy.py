"""What becomes of a message whose handler failed. Pure decisions; the clients carry them out.

the event cannot be read, or was refused as invalid  → park at once, retrying cannot help
a store, broker or neighbour is away (an outage)     → hold it and pause; an outage is not poison
anything else                                        → a few quick tries, then delayed ones, then park
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import amqp
import pika.exceptions

from shared.contracts.registry import UnknownEvent, UnreadableEvent
from shared.errors import AppError, Invalid, Unavailable
from shared.store import is_outage as is_store_outage

ATTEMPT = "x-attempt"
HISTORY = "x-history"
REASON = "x-parked-reason"
ORIGIN = "x-parked-from"
MAX_HISTORY = 20
# The broker's own notes on a delivery. A copy that carried them would look to it like a message going in circles,
# which it drops, or holds back for ever.
_BROKERS_NOTES = ("x-death", "x-first-death-", "x-last-death-", "x-delivery-count", "x-acquired-count")

OUTAGES: tuple[type[BaseException], ...] = (
    Unavailable,
    amqp.exceptions.ConnectionError,
    pika.exceptions.AMQPConnectionError,
    ConnectionError,
)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """`quick`: pauses in seconds between tries in place. `delays`: seconds of each later try through a delay queue."""

    quick: tuple[float, ...] = (0.1, 0.5)
    delays: tuple[float, ...] = (5, 30, 120, 600, 3600)


@dataclass(frozen=True, slots=True)
class Verdict:
    action: Literal["hold", "retry", "park"]
    reason: str
    delay: float = 0


def is_outage(error: BaseException) -> bool:
    return isinstance(error, OUTAGES) or is_store_outage(error)


def is_permanent(error: BaseException) -> bool:
    return isinstance(error, UnknownEvent | UnreadableEvent | Invalid)


def judge(error: BaseException, attempt: int, policy: RetryPolicy) -> Verdict:
    """`attempt` is how many delayed tries this message already had."""
    if is_outage(error):
        return Verdict("hold", "outage")
    if isinstance(error, UnknownEvent):
        return Verdict("park", "unknown_event")
    if isinstance(error, UnreadableEvent):
        return Verdict("park", "unreadable_event")
    if is_permanent(error):
        return Verdict("park", "invalid")
    if attempt >= len(policy.delays):
        return Verdict("park", "retries_exhausted")
    return Verdict("retry", "failed", policy.delays[attempt])


def attempt_of(headers: Mapping[str, Any]) -> int:
    """Headers come from outside and may hold anything; a strange count counts as none."""
    value = headers.get(ATTEMPT)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def own_headers(headers: Mapping[str, Any]) -> dict[str, Any]:
    """The headers that a message's senders wrote, without what the broker added on the way."""
    return {name: value for name, value in headers.items() if not str(name).startswith(_BROKERS_NOTES)}


def next_headers(
    headers: Mapping[str, Any], verdict: Verdict, error: BaseException, *, reaction: str, moment: str
) -> dict[str, Any]:
    """Headers of the copy that waits or is parked: the count, and one line of history per failure."""
    past = headers.get(HISTORY)
    history = [str(line) for line in past] if isinstance(past, list) else []
    line = {"at": moment, "action": verdict.action, "reason": verdict.reason, "error": describe(error)}
    merged = own_headers(headers)
    merged[HISTORY] = [*history, json.dumps(line, ensure_ascii=False)][-MAX_HISTORY:]
    merged[ATTEMPT] = attempt_of(headers) + (verdict.action == "retry")
    if verdict.action == "park":
        merged[REASON] = verdict.reason
        merged[ORIGIN] = reaction
    return merged


def describe(error: BaseException) -> str:
    """The kind of failure and where it arose. Only our own errors tell their text: a store's or a library's message
    can quote the data it was given."""
    name = type(error).__name__
    if isinstance(error, AppError | UnknownEvent | UnreadableEvent):
        return f"{name}: {error}"[:200]
    frames = traceback.extract_tb(error.__traceback__)
    return f"{name} at {frames[-1].name}:{frames[-1].lineno}" if frames else name
